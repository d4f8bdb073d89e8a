// Time constants and the follower of a reduction.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/dsp/envelope.h"

#include <algorithm>
#include <cmath>

#include "core/audio/exact_math.h"

namespace lathe {
namespace {

constexpr double kNothing = 1e-7;  ///< dB; less is let go, so that silence ends in an exact 0

}  // namespace

double onePoleStep(Seconds timeConstant, double sampleRate) noexcept {
  return -exact::expm1(-1 / std::max(1.0, timeConstant.value * sampleRate));
}

void AttackRelease::setTimes(const AttackReleaseTimes& times, double sampleRate) noexcept {
  attackStep_ = onePoleStep(times.attack, sampleRate);
  releaseStep_ = onePoleStep(times.release, sampleRate);
  slowShare_ = times.slowShare;
  slowAttackStep_ = onePoleStep(4 * times.release, sampleRate);
  slowReleaseStep_ = onePoleStep(8 * times.release, sampleRate);
}

void AttackRelease::run(float* targets, std::size_t count) noexcept {
  for (std::size_t i = 0; i < count; ++i) {
    const double wanted = targets[i];
    const double lasting = slowShare_ * wanted;
    slow_ += (lasting > slow_ ? slowAttackStep_ : slowReleaseStep_) * (lasting - slow_);
    const double target = std::max(wanted, std::min(slow_, value_));
    value_ += (target > value_ ? attackStep_ : releaseStep_) * (target - value_);
    if (wanted == 0 && value_ < kNothing) value_ = slow_ = 0;
    targets[i] = static_cast<float>(value_);
  }
}

}  // namespace lathe
