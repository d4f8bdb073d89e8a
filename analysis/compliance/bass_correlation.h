// How alike left and right are in the lows: what a cutting head cares about.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <array>
#include <optional>

#include "core/audio/audio_buffer.h"
#include "core/audio/audio_format.h"

namespace lathe::analysis {

/// Correlation of the first two channels below 150 Hz (Butterworth, 24 dB an octave). Streaming.
class BassCorrelationMeter {
 public:
  static constexpr double kHertz = 150;

  void begin(const AudioFormat& format);
  void add(ConstAudioView block);
  /// Nothing for other than two channels, and where one of them has no lows.
  std::optional<double> result() const;

 private:
  struct Section {
    double b0, a1, a2;  ///< b1 = 2 b0, b2 = b0
  };
  struct State {
    double s1 = 0, s2 = 0;
  };
  double filter(double x, std::array<State, 2>& states) const noexcept;

  bool isStereo_ = false;
  std::array<Section, 2> sections_{};
  std::array<State, 2> left_{}, right_{};
  double leftSum_ = 0, rightSum_ = 0, product_ = 0;
};

}  // namespace lathe::analysis
