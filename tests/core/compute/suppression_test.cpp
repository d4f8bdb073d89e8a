// The rules of suppression against numerical integrals, and the transform around them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/ops/suppression.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/compute/cpu/suppression_rows.h"
#include "core/compute/stft.h"
#include "tests/support/signals.h"

namespace lathe {
namespace {

/// E1(v), the integral of exp(-t) / t from v on, by Simpson's rule over the logarithm of t.
double exponentialIntegral(double v) {
  const int steps = 20000;
  const double low = std::log(v), high = std::log(v + 60), h = (high - low) / steps;
  double sum = 0;
  for (int i = 0; i <= steps; ++i) sum += (i == 0 || i == steps ? 1 : i % 2 ? 4 : 2) * std::exp(-std::exp(low + i * h));
  return sum * h / 3;
}

TEST(Suppression, TheLogSpectralGainIsThatOfEphraimAndMalah) {
  for (const double xi : {0.003, 0.05, 0.5, 2.0, 30.0, 1000.0})
    for (const double gamma : {0.01, 0.3, 1.0, 1.9, 2.1, 8.0, 100.0}) {
      const double wiener = xi / (1 + xi),
                   exact = std::min(1.0, wiener * std::exp(0.5 * exponentialIntegral(gamma * wiener)));
      const double gain = static_cast<double>(logSpectralGain(static_cast<float>(xi), static_cast<float>(gamma)));
      EXPECT_NEAR(20 * std::log10(gain / exact), 0, 0.001) << "xi " << xi << ", gamma " << gamma;
    }
}

TEST(Suppression, NoiseBelowItsThresholdGetsNothing) {
  EXPECT_EQ(neighbourhoodGain(1.7f, 1.8f, 1), 0);
  EXPECT_FLOAT_EQ(neighbourhoodGain(3, 1.8f, 1), 2.0f / 3);
  EXPECT_FLOAT_EQ(refinedGain(3, 1.5f), 3 / 4.5f);
}

TEST(Suppression, RowsAreItsRulesToTheBit) {
  constexpr std::size_t bins = 77, stride = 80, frames = 30;
  const AudioBuffer noise = test::noise(6, stride * frames, 11);
  const auto at = [&](int row) { return noise[row].data(); };
  std::vector<Complex<float>> spectrum(bins), taken(bins);
  for (std::size_t k = 0; k < bins; ++k) spectrum[k] = {at(0)[k], at(1)[k]};
  std::vector<float> power(stride * frames), out(stride), gain(stride);
  for (std::size_t n = 0; n < power.size(); ++n) power[n] = 20 * at(2)[n] * at(2)[n];
  const float *const threshold = at(3), *const caution = power.data() + stride, *const share = at(4);
  for (const int reach : {0, 1, 2, 3, 8, SuppressionArea::longest, 60}) {
    widened(power.data(), out.data(), bins, reach);
    for (std::size_t k = 0; k < bins; ++k) ASSERT_EQ(out[k], meanOverBins(power.data(), bins, k, reach)) << reach;
  }
  for (const int reach : {0, 1, 2, 3, 4, 7, +SuppressionArea::longest})
    for (const std::size_t i : {std::size_t{0}, std::size_t{5}, frames - 1}) {
      std::vector<const float*> rows;
      for (int d = -reach; d <= reach; ++d)
        rows.push_back(power.data() +
                       static_cast<std::size_t>(std::clamp(static_cast<int>(i) + d, 0, static_cast<int>(frames) - 1)) *
                           stride);
      meanOfRows(rows.data(), rows.size(), out.data(), bins);
      for (std::size_t k = 0; k < bins; ++k)
        ASSERT_EQ(out[k], meanOverFrames(power.data(), stride, frames, i, reach, k)) << reach << " " << i;
    }
  std::fill(out.begin(), out.end(), 0.25f);
  addScaledPowers(spectrum.data(), caution, out.data(), bins);
  firstGains(power.data(), threshold, caution, gain.data(), bins);
  for (std::size_t k = 0; k < bins; ++k) {
    ASSERT_EQ(out[k], 0.25f + scaledPower(spectrum[k], caution[k]));
    ASSERT_EQ(gain[k], neighbourhoodGain(power[k], threshold[k], caution[k]));
  }
  const std::vector<float> before = gain;
  const float *const later = power.data() + 3 * stride, *const earlier = power.data() + 4 * stride;
  attackGains(later, earlier, threshold, caution, 0.5f, gain.data(), bins);
  for (std::size_t k = 0; k < bins; ++k)
    ASSERT_EQ(gain[k], gainWithAttack(before[k], later[k], earlier[k], threshold[k], caution[k], 0.5f));
  passedPowers(gain.data(), power.data(), out.data(), bins);
  takeAway(gain.data(), at(5), share, spectrum.data(), taken.data(), bins);
  for (std::size_t k = 0; k < bins; ++k) {
    ASSERT_EQ(out[k], passedPower(gain[k], power[k]));
    ASSERT_EQ(taken[k], weighed(spectrum[k], removedPart(gain[k], at(5)[k], share[k])));
  }
  refinedGains(power.data(), caution, gain.data(), bins);
  for (std::size_t k = 0; k < bins; ++k) ASSERT_EQ(gain[k], refinedGain(power[k], caution[k]));
}

TEST(Stft, AddsUpToTheSignal) {
  constexpr std::size_t frames = 20000;
  const AudioBuffer noise = test::noise(1, frames, 8);
  Stft stft(1024);
  std::vector<float> sum(frames + 1024, 0.0f);
  AlignedArray<Complex<float>> spectrum(stft.stride());
  double power = 0;
  int count = 0;
  for (std::size_t at = 0; at + 1024 <= frames; at += stft.hop(), ++count) {
    stft.forward(noise[0].data() + at, spectrum.data());
    for (std::size_t k = 1; k + 1 < stft.bins(); ++k)
      power += powerOf(spectrum[k]) / static_cast<double>(stft.bins() - 2);
    stft.addInverse(spectrum.data(), sum.data() + at);
  }
  double worst = 0;
  for (std::size_t n = 1024; n < frames - 2048; ++n)
    worst = std::max(worst, std::abs(static_cast<double>(sum[n]) - noise[0][n]));
  EXPECT_LT(20 * std::log10(worst), -120);
  EXPECT_NEAR(10 * std::log10(power / count * 3), 0, 0.5) << "uniform noise has a variance of 1/3";
}

}  // namespace
}  // namespace lathe
