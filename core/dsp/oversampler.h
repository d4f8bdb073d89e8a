// Raises the sample rate 2 to 16 times for a distorting stage, and lowers it again.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <vector>

#include "core/audio/audio_buffer.h"

namespace lathe {

/// A cascade of linear-phase halfband filters: flat within 0.001 dB up to 0.4535 of the base rate (20 kHz at 44.1 kHz),
/// images and aliases at least 125 dB down wherever a partner frequency below 0.4535 of the base rate exists. The delay
/// is a whole number of base frames. Output does not depend on how frames are split into blocks.
class Oversampler {
 public:
  Oversampler() = default;
  /// `factor` is 2, 4, 8 or 16. A block has at most `maxFrames` base frames. `innerDelay` is the delay in frames of the
  /// raised rate that the stage between up() and down() adds; it is made part of the whole number.
  Oversampler(int factor, int channels, std::size_t maxFrames, std::size_t innerDelay = 0);

  int factor() const noexcept { return factor_; }
  /// Base frames from up()'s input to down()'s output, the inner delay included.
  std::size_t latency() const noexcept { return latency_; }
  void reset() noexcept;

  /// The block at the raised rate: factor() times as many frames, to be changed in place before down().
  AudioView up(ConstAudioView block) noexcept;
  /// Back to the base rate; `block` has the shape of up()'s block.
  void down(AudioView block) noexcept;

 private:
  /// Samples of one channel behind the last ones of the blocks before.
  struct Line {
    std::vector<float> samples;
    std::size_t past = 0;

    float* now() noexcept { return samples.data() + past; }
    void advance(std::size_t frames) noexcept;
  };
  /// One doubling and one halving.
  struct Stage {
    std::vector<float> half;           ///< first half of the taps beside the middle one, at unit gain
    std::size_t m = 0;                 ///< the halfband filter has 4 m - 1 taps
    std::vector<Line> low, even, odd;  ///< per channel: input of up(), and both phases of down()'s input
  };
  static void doubleRate(const Stage& stage, const float* in, float* out, float* scratch, std::size_t frames) noexcept;

  int factor_ = 1;
  std::size_t latency_ = 0;
  std::size_t stride_ = 0;
  std::vector<Stage> stages_;
  std::vector<Line> top_;    ///< per channel: the raised rate, with the delay that makes the whole a whole number
  std::vector<float> high_;  ///< per channel `stride_` samples that the caller changes
  std::vector<float> scratch_;
};

}  // namespace lathe
