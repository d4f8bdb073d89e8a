// A mix of the delayed sound and its Hilbert transform.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/audio/exact_math.h"
#include "core/audio/simd.h"
#include "core/dsp/fir_design.h"
#include "core/restoration/channels/channel_repair.h"
#include "core/restoration/declick/click_detector.h"

namespace lathe {
namespace {

constexpr std::size_t kReach = 511;
constexpr double kBeta = 5;
constexpr Seconds kGlideTime = 20_ms;

/// The sum of taps[i] * (x[centre + 2 i + 1] - x[centre - 2 i - 1]).
LATHE_VECTOR_CLONES double oddPairs(const float* centre, const double* taps, std::size_t count) noexcept {
  double sums[4] = {};
  for (std::size_t i = 0; i < count; i += 4)
    for (std::size_t k = 0; k < 4; ++k) {
      const auto distance = static_cast<std::ptrdiff_t>(2 * (i + k) + 1);
      sums[k] += taps[i + k] * (static_cast<double>(centre[-distance]) - static_cast<double>(centre[distance]));
    }
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

}  // namespace

void PhaseRotator::prepare(int channels, double sampleRate, std::size_t maxFrames) {
  const std::size_t factor = rateFactor(static_cast<int>(sampleRate));
  reach_ = (kReach + 1) * factor;
  const std::vector<double> window = kaiserWindow(static_cast<int>(2 * reach_ + 1), kBeta);
  taps_.resize(reach_ / 2);
  for (std::size_t i = 0; i < taps_.size(); ++i) {
    const std::size_t distance = 2 * i + 1;
    taps_[i] = 2 / (std::numbers::pi * static_cast<double>(distance)) * window[reach_ + distance];
  }
  history_ = SampleHistory(channels, 2 * reach_, maxFrames);
  cosine_ = Glide(kGlideTime, sampleRate);
  sine_ = Glide(kGlideTime, sampleRate);
  cosine_.jumpTo(1);
  reset();
}

void PhaseRotator::turnTo(double degrees) noexcept {
  const double phi = degrees * std::numbers::pi / 180;
  cosine_.glideTo(degrees == 0 ? 1 : exact::cos(phi));
  sine_.glideTo(degrees == 0 ? 0 : exact::sin(phi));
}

void PhaseRotator::reset() noexcept {
  history_.clear();
  cosine_.jumpTo(cosine_.target());
  sine_.jumpTo(sine_.target());
}

void PhaseRotator::process(AudioView block) noexcept {
  const std::size_t frames = block.frames();
  history_.advance(frames);
  for (int c = 0; c < block.channels(); ++c) std::ranges::copy(block[c], history_.newest(c));
  const bool isPlain = cosine_.isSteady() && sine_.isSteady() && cosine_.value() == 1 && sine_.value() == 0;
  for (std::size_t n = 0; n < frames; ++n) {
    const double cosine = isPlain ? 1 : cosine_.next(), sine = isPlain ? 0 : sine_.next();
    for (int c = 0; c < block.channels(); ++c) {
      const float* centre = history_.newest(c) + n - reach_;
      block[c][n] = isPlain
                        ? *centre
                        : static_cast<float>(cosine * *centre + sine * oddPairs(centre, taps_.data(), taps_.size()));
    }
  }
}

}  // namespace lathe
