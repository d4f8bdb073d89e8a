// A windowed sinc in a table of phases.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/audio/exact_math.h"
#include "core/dsp/fir_design.h"
#include "core/restoration/channels/channel_repair.h"

namespace lathe {
namespace {

constexpr double kBeta = 8.5;
constexpr Seconds kMost = 10_ms, kGlideTime = 200_ms;

}  // namespace

void FineAdvance::prepare(int channels, double sampleRate, std::size_t maxFrames) {
  most_ = static_cast<std::size_t>(std::ceil(kMost.value * sampleRate)) + 1;
  history_ = SampleHistory(channels, 2 * most_ + 2 * kHalf + 2, maxFrames);
  advances_.assign(static_cast<std::size_t>(channels), Glide(kGlideTime, sampleRate));
  table_.resize((kPhases + 1) * 2 * kHalf);
  const std::vector<double> window = kaiserWindow(static_cast<int>(2 * kHalf * kPhases + 1), kBeta);
  for (std::size_t phase = 0; phase <= kPhases; ++phase) {
    const double fraction = static_cast<double>(phase) / kPhases;
    double* taps = table_.data() + phase * 2 * kHalf;
    double sum = 0;
    for (std::size_t k = 0; k < 2 * kHalf; ++k) {
      const double t = static_cast<double>(k) - (kHalf - 1) - fraction;
      taps[k] =
          window[(k + 1) * kPhases - phase] * (t == 0 ? 1 : exact::sin(std::numbers::pi * t) / (std::numbers::pi * t));
      sum += taps[k];
    }
    for (std::size_t k = 0; k < 2 * kHalf; ++k) taps[k] /= sum;
  }
  reset();
}

void FineAdvance::moveTo(int channel, double advance) noexcept {
  advances_[static_cast<std::size_t>(channel)].glideTo(std::clamp(advance, 0.0, most()));
}

void FineAdvance::reset() noexcept {
  history_.clear();
  for (Glide& advance : advances_) advance.jumpTo(advance.target());
}

void FineAdvance::process(AudioView block) noexcept {
  const std::size_t frames = block.frames();
  history_.advance(frames);
  for (int c = 0; c < block.channels(); ++c) std::ranges::copy(block[c], history_.newest(c));
  for (int c = 0; c < block.channels(); ++c) {
    Glide& advance = advances_[static_cast<std::size_t>(c)];
    const float* newest = history_.newest(c);
    for (std::size_t n = 0; n < frames; ++n) {
      const double forward = advance.next(), whole = std::floor(forward), rest = forward - whole;
      const float* at = newest + n - latency() + static_cast<std::size_t>(whole);
      if (rest == 0) {
        block[c][n] = *at;
        continue;
      }
      const double place = rest * kPhases;
      const auto phase = static_cast<std::size_t>(place);
      const double share = place - static_cast<double>(phase);
      const double* taps = table_.data() + phase * 2 * kHalf;
      const float* first = at - (kHalf - 1);
      double sums[4] = {};
      for (std::size_t k = 0; k < 2 * kHalf; k += 4)
        for (std::size_t i = 0; i < 4; ++i) {
          const double tap = taps[k + i] + share * (taps[k + i + 2 * kHalf] - taps[k + i]);
          sums[i] += tap * static_cast<double>(first[k + i]);
        }
      block[c][n] = static_cast<float>((sums[0] + sums[1]) + (sums[2] + sums[3]));
    }
  }
}

}  // namespace lathe
