// From the reduction that each moment of a signal demands to a smooth gain that is there in time.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/audio/units.h"
#include "core/dsp/sliding_maximum.h"

namespace lathe {

/// How a reduction goes back. The fast part falls towards the slow part, and the slow part builds up while reduction
/// lasts: a single peak is let go at once, dense limiting keeps a steady level and does not pump or distort low notes.
struct LimiterRelease {
  Seconds fast = 100_ms;       ///< time constant of the fall
  double slowShare = 0;        ///< how much of a lasting reduction the slow part takes over, 0..1
  Seconds slowAttack = 50_ms;  ///< time constants of the slow part
  Seconds slowRelease = 1_s;
};

/// Works on reductions (1 - gain) of the base rate: maximum over the look-ahead, release, then three moving averages
/// which together are as long as the look-ahead. Promise: the reduction given out for a sample is never below what any
/// of the two intervals next to that sample demanded, and it is exactly 0 when nothing is demanded any more. The
/// averages are sums of integers, so they keep no rounding errors.
class LimiterGain {
 public:
  /// `longest`: the most samples of look-ahead. The output is late by longest - 1 samples whatever the look-ahead.
  explicit LimiterGain(std::size_t longest);

  /// Forgets everything and works with this look-ahead, 3 to `longest` samples.
  void start(std::size_t lookAhead) noexcept;
  /// Starts at the reduction where another one is: right for every sample once it has seen `longest` samples.
  void startFrom(const LimiterGain& other, std::size_t lookAhead) noexcept;
  void setRelease(const LimiterRelease& release, double sampleRate) noexcept;
  /// Nothing is demanded, nothing is given out, and nothing is on its way.
  bool isAtRest() const noexcept {
    return fast_ == 0 && maximum_.isZero() && delay_.sum == 0 && averages_[0].sum == 0 && averages_[1].sum == 0 &&
           averages_[2].sum == 0;
  }

  /// For each of `count` frames the reduction of the sample longest - 1 frames before it, from the reduction that the
  /// newest interval demands. At most kLongestRun frames.
  void run(const float* demanded, std::size_t count, double* reductions) noexcept;

  static constexpr std::size_t kLongestRun = 256;

 private:
  /// The last values, as many as it is long.
  struct Ring {
    std::vector<std::int64_t> values;
    std::size_t position = 0;
    std::int64_t sum = 0;

    void start(std::size_t length) noexcept;
    /// Each value becomes the one from as many frames ago as the ring is long.
    void delay(std::int64_t* run, std::size_t count) noexcept;
    /// Each value becomes the sum of as many values as the ring is long, itself included.
    void add(std::int64_t* run, std::size_t count) noexcept;
  };

  std::size_t longest_;
  SlidingMaximum maximum_;
  Ring delay_;
  std::array<Ring, 3> averages_;
  double scale_ = 0;
  double fast_ = 0, slow_ = 0;
  double fastStep_ = 0, slowShare_ = 0, slowAttackStep_ = 0, slowReleaseStep_ = 0;
};

}  // namespace lathe
