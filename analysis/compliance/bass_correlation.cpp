// Two second-order low-passes and three sums.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/compliance/bass_correlation.h"

#include <cmath>
#include <numbers>

#include "core/audio/exact_math.h"

namespace lathe::analysis {

void BassCorrelationMeter::begin(const AudioFormat& format) {
  *this = {};
  isStereo_ = format.channels() == 2;
  const double k = exact::tan(std::numbers::pi * kHertz / format.sampleRate);
  for (std::size_t i = 0; i < sections_.size(); ++i) {
    // Poles of a fourth-order Butterworth: 1/Q = 2 cos of 22.5 and 67.5 degrees.
    const double damping = 2 * exact::cos(std::numbers::pi / 8 * (i == 0 ? 1 : 3));
    const double scale = 1 / (1 + damping * k + k * k);
    sections_[i] = {k * k * scale, 2 * (k * k - 1) * scale, (1 - damping * k + k * k) * scale};
  }
}

double BassCorrelationMeter::filter(double x, std::array<State, 2>& states) const noexcept {
  for (std::size_t i = 0; i < states.size(); ++i) {
    const Section& s = sections_[i];
    const double y = s.b0 * x + states[i].s1;
    states[i].s1 = 2 * s.b0 * x - s.a1 * y + states[i].s2;
    states[i].s2 = s.b0 * x - s.a2 * y;
    x = y;
  }
  return x;
}

void BassCorrelationMeter::add(ConstAudioView block) {
  if (!isStereo_) return;
  const auto left = block[0], right = block[1];
  for (std::size_t i = 0; i < block.frames(); ++i) {
    const double l = filter(static_cast<double>(left[i]), left_), r = filter(static_cast<double>(right[i]), right_);
    leftSum_ += l * l;
    rightSum_ += r * r;
    product_ += l * r;
  }
}

std::optional<double> BassCorrelationMeter::result() const {
  if (!(leftSum_ > 0 && rightSum_ > 0)) return {};
  return product_ / std::sqrt(leftSum_ * rightSum_);
}

}  // namespace lathe::analysis
