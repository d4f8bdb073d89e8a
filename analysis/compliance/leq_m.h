// Leq(m) of cinema: energy after the M weighting, as the sound pressure level in a calibrated room (ISO 21727).
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/stream/block_window.h"
#include "core/audio/audio_format.h"
#include "core/audio/units.h"
#include "core/fft/aligned_array.h"
#include "core/fft/fft_plans.h"

namespace lathe::analysis {

/// Gain of the M weighting at a frequency, squared: the curve of ITU-R BS.468-4, moved to 0 dB at 2 kHz.
double mWeightingPower(double hertz) noexcept;

struct LeqM {
  double level = 0;  ///< dB SPL of the whole signal
  Seconds step;
  std::vector<double> energies;  ///< mean square over each step, calibrated: 10 lg of it is a level in dB
};

/// Energies of all channels add up, each as loud as ISO 21727:2016 Table 2 has it: -20 dBFS reference pink noise (RMS
/// of a sine of that peak level) plays at 85 dB from a front channel, at 82 from a surround, at 95 from the LFE. The
/// weighting is applied to the powers of a short-time spectrum (8192 points, sine window, half overlapping), whose
/// energies add up to those of the signal.
class LeqMMeter {
 public:
  void begin(const AudioFormat& format);
  void add(ConstAudioView block);
  /// Nothing for silence.
  std::optional<LeqM> result() const;

 private:
  void addWindow(ConstAudioView window, std::vector<double>& energies) const;

  static constexpr std::size_t kSize = 8192, kHop = kSize / 2;
  int sampleRate_ = 0;
  std::uint64_t frames_ = 0;
  std::vector<double> gains_;    ///< of the channels, squared, calibrated
  std::vector<double> weights_;  ///< of the bins, squared
  std::vector<double> window_;
  std::optional<RealFft<double>> fft_;
  BlockWindow blocks_;
  std::vector<double> energies_;  ///< of each hop
};

}  // namespace lathe::analysis
