// How loud a signal is from moment to moment, and how a gain follows it: mean square, attack and release.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>

#include "core/audio/units.h"

namespace lathe {

/// Share of the way to its target that a one-pole goes in one sample, so that it has gone 1 - 1/e of it after the time
/// constant, exactly. Times below one sample count as one sample.
double onePoleStep(Seconds timeConstant, double sampleRate) noexcept;

/// Running mean of squares with an exponential window.
class MeanSquare {
 public:
  void setWindow(Seconds timeConstant, double sampleRate) noexcept { step_ = onePoleStep(timeConstant, sampleRate); }
  void reset() noexcept { mean_ = 0; }
  double next(double sample) noexcept { return mean_ += step_ * (sample * sample - mean_); }

 private:
  double step_ = 1;
  double mean_ = 0;
};

/// Times of an AttackRelease.
struct AttackReleaseTimes {
  Seconds attack = 10_ms;
  Seconds release = 100_ms;
  /// How much of a lasting reduction is taken over by a slow part towards which the release falls, 0..1. A short peak
  /// is let go with `release`, a dense passage eight times slower.
  double slowShare = 0;
};

/// Follows a reduction (in dB, >= 0): towards larger values with the attack, towards smaller ones with the release.
/// The smooth branching detector of Giannoulis, Massberg and Reiss, "Digital Dynamic Range Compressor Design", JAES 60,
/// 2012.
class AttackRelease {
 public:
  void setTimes(const AttackReleaseTimes& times, double sampleRate) noexcept;
  void reset() noexcept { value_ = slow_ = 0; }
  double value() const noexcept { return value_; }

  /// Replaces each target by the value that follows it.
  void run(float* targets, std::size_t count) noexcept;

 private:
  double value_ = 0, slow_ = 0;
  double attackStep_ = 1, releaseStep_ = 1;
  double slowShare_ = 0, slowAttackStep_ = 1, slowReleaseStep_ = 1;
};

}  // namespace lathe
