// The rules of suppression against numerical integrals, and the transform around them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/ops/suppression.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

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
