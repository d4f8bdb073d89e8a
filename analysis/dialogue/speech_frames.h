// Short frames of sound as a listener for speech needs them: levels of bands, and how strongly and how high it is
// voiced.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "core/fft/aligned_array.h"
#include "core/fft/fft_plans.h"

namespace lathe::analysis {

/// One every 10 ms, of 32 ms (bands) and 52 ms (voicing).
struct SpeechFrame {
  static constexpr int kBands = 24;  ///< of equal width in octaves, from 100 Hz to 7.6 kHz

  std::array<double, kBands> bands{};  ///< powers
  double total = 0;                    ///< power above 47 Hz
  double voicing = 0;                  ///< height of the autocorrelation's peak from 80 to 400 Hz, about 0 to 1
  double pitch = 0;                    ///< Hz, of that peak; 0 for silence
};

/// Cuts a stream at 16 kHz into frames. Memory is bounded; the frames do not depend on block sizes.
class SpeechFrames {
 public:
  static constexpr int kRate = 16000, kHop = 160;

  SpeechFrames();
  /// Gives each frame as soon as its samples are there.
  void add(std::span<const float> samples, const std::function<void(const SpeechFrame&)>& take);

 private:
  SpeechFrame frameOf(const float* samples);
  void findPitch(const float* samples, SpeechFrame& frame);

  RealFft<float> fft_;
  AlignedArray<float> window_, work_;
  AlignedArray<Complex<float>> bins_;
  std::vector<float> waiting_;
};

}  // namespace lathe::analysis
