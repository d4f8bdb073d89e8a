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
    return fast_ == 0 && maximum_.isZero() && sums_[0] == 0 && sums_[1] == 0 && sums_[2] == 0 && delayed_ == 0;
  }

  /// The reduction for the sample longest - 1 samples ago, from the reduction that the newest interval demands.
  double next(float demanded) noexcept;

 private:
  /// A fixed delay.
  struct Ring {
    std::vector<std::int64_t> values;
    std::size_t position = 0;
    void start(std::size_t length) noexcept {
      values.assign(length, 0);
      position = 0;
    }
    /// Stores a value and gives back the one from `values.size()` calls ago.
    std::int64_t exchange(std::int64_t value) noexcept {
      const std::int64_t old = values[position];
      values[position] = value;
      if (++position == values.size()) position = 0;
      return old;
    }
  };

  std::int64_t smooth(std::int64_t reduction) noexcept;

  std::size_t longest_;
  SlidingMaximum maximum_;
  Ring delay_;
  std::array<Ring, 3> averages_;
  std::array<std::int64_t, 3> sums_{};
  std::int64_t delayed_ = 0;  ///< sum of what is in the delay
  double scale_ = 0;
  double fast_ = 0, slow_ = 0;
  double fastStep_ = 0, slowShare_ = 0, slowAttackStep_ = 0, slowReleaseStep_ = 0;
};

}  // namespace lathe
