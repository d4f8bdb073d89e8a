// The gain of a limiter: hold, release, smoothing.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/limiter_gain.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace lathe {
namespace {

constexpr double kOne = 1 << 30;   ///< a reduction of 1 as an integer
constexpr double kNothing = 1e-6;  ///< a reduction below -120 dB is let go

/// Share of the way to its target that a one-pole goes in one sample.
double step(Seconds timeConstant, double sampleRate) {
  return -std::expm1(-1 / std::max(1.0, timeConstant.value * sampleRate));
}

}  // namespace

LimiterGain::LimiterGain(std::size_t longest) : longest_(longest), maximum_(longest + 1) {
  delay_.values.reserve(longest);
  for (Ring& ring : averages_) ring.values.reserve(longest);
  start(longest);
}

void LimiterGain::start(std::size_t lookAhead) noexcept {
  assert(lookAhead >= 3 && lookAhead <= longest_);
  const std::size_t first = (lookAhead + 2) / 3, second = (lookAhead + 2 - first) / 2;
  const std::size_t third = lookAhead + 2 - first - second;
  maximum_.setWindow(lookAhead + 1);
  maximum_.clear();
  delay_.start(longest_ - lookAhead);
  averages_[0].start(first);
  averages_[1].start(second);
  averages_[2].start(third);
  scale_ = 1 / (kOne * static_cast<double>(first) * static_cast<double>(second) * static_cast<double>(third));
  sums_ = {};
  delayed_ = 0;
  fast_ = slow_ = 0;
}

void LimiterGain::startFrom(const LimiterGain& other, std::size_t lookAhead) noexcept {
  start(lookAhead);
  fast_ = other.fast_;
  slow_ = other.slow_;
}

void LimiterGain::setRelease(const LimiterRelease& release, double sampleRate) noexcept {
  fastStep_ = step(release.fast, sampleRate);
  slowShare_ = release.slowShare;
  slowAttackStep_ = step(release.slowAttack, sampleRate);
  slowReleaseStep_ = step(release.slowRelease, sampleRate);
}

std::int64_t LimiterGain::smooth(std::int64_t value) noexcept {
  if (!delay_.values.empty()) {
    const std::int64_t late = delay_.exchange(value);
    delayed_ += value - late;
    value = late;
  }
  for (std::size_t i = 0; i < averages_.size(); ++i) {
    sums_[i] += value - averages_[i].exchange(value);
    value = sums_[i];
  }
  return value;
}

double LimiterGain::next(float demanded) noexcept {
  const double held = maximum_.next(demanded);
  const double lasting = held * slowShare_;
  slow_ += (lasting > slow_ ? slowAttackStep_ : slowReleaseStep_) * (lasting - slow_);
  fast_ = std::max(held, fast_ - (fast_ - slow_) * fastStep_);
  if (held == 0 && fast_ < kNothing) fast_ = slow_ = 0;
  const std::int64_t reduction = fast_ > 0 ? static_cast<std::int64_t>(fast_ * kOne) + 1 : 0;
  return static_cast<double>(smooth(reduction)) * scale_;
}

}  // namespace lathe
