// The gain of a limiter: hold, release, smoothing.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/limiter_gain.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

#include "core/dsp/envelope.h"

namespace lathe {
namespace {

constexpr double kOne = 1 << 30;   ///< a reduction of 1 as an integer
constexpr double kNothing = 1e-6;  ///< a reduction below -120 dB is let go

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
  fast_ = slow_ = 0;
}

void LimiterGain::startFrom(const LimiterGain& other, std::size_t lookAhead) noexcept {
  start(lookAhead);
  fast_ = other.fast_;
  slow_ = other.slow_;
}

void LimiterGain::setRelease(const LimiterRelease& release, double sampleRate) noexcept {
  fastStep_ = onePoleStep(release.fast, sampleRate);
  slowShare_ = release.slowShare;
  slowAttackStep_ = onePoleStep(release.slowAttack, sampleRate);
  slowReleaseStep_ = onePoleStep(release.slowRelease, sampleRate);
}

void LimiterGain::run(const float* demanded, std::size_t count, double* reductions) noexcept {
  assert(count <= kLongestRun);
  std::int64_t values[kLongestRun];
  for (std::size_t i = 0; i < count; ++i) {
    const double held = maximum_.next(demanded[i]);
    const double lasting = held * slowShare_;
    slow_ += (lasting > slow_ ? slowAttackStep_ : slowReleaseStep_) * (lasting - slow_);
    fast_ = std::max(held, fast_ - (fast_ - slow_) * fastStep_);
    if (fast_ < kNothing && held == 0) fast_ = slow_ = 0;
    values[i] = fast_ > 0 ? static_cast<std::int64_t>(fast_ * kOne) + 1 : 0;
  }
  if (!delay_.values.empty()) delay_.delay(values, count);
  for (Ring& average : averages_) average.add(values, count);
  for (std::size_t i = 0; i < count; ++i) reductions[i] = static_cast<double>(values[i]) * scale_;
}

void LimiterGain::Ring::start(std::size_t length) noexcept {
  values.assign(length, 0);
  position = 0;
  sum = 0;
}

void LimiterGain::Ring::delay(std::int64_t* run, std::size_t count) noexcept {
  for (std::size_t i = 0; i < count; ++i) {
    sum += run[i] - values[position];
    std::swap(run[i], values[position]);
    if (++position == values.size()) position = 0;
  }
}

void LimiterGain::Ring::add(std::int64_t* run, std::size_t count) noexcept {
  std::int64_t total = sum;
  for (std::size_t i = 0; i < count;) {
    const std::size_t length = std::min(count - i, values.size() - position);
    std::int64_t* old = values.data() + position;
    for (std::size_t k = 0; k < length; ++k, ++i) {
      total += run[i] - old[k];
      old[k] = run[i];
      run[i] = total;
    }
    position += length;
    if (position == values.size()) position = 0;
  }
  sum = total;
}

}  // namespace lathe
