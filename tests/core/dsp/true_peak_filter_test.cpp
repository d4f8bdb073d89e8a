// Interpolation between samples: how well it reads tones and pulses, and that cutting a signal changes nothing.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/dsp/true_peak_filter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>
#include <vector>

#include "core/audio/units.h"

namespace lathe {
namespace {

std::vector<float> noise(std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<float> samples(count);
  for (float& x : samples) x = static_cast<float>(static_cast<double>(random()) / 2147483648.0 - 1.0);
  return samples;
}

/// Worst and best reading, in dB, of unit tones of this frequency (as a share of the rate) over start phases.
std::pair<double, double> readingOfTones(const TruePeakFilter& filter, double frequency) {
  double low = 1e9, high = -1e9;
  for (int phase = 0; phase < 64; ++phase) {
    std::vector<float> tone(1200);
    for (std::size_t i = 0; i < tone.size(); ++i)
      tone[i] = static_cast<float>(
          std::sin(2 * std::numbers::pi * (frequency * static_cast<double>(i) + phase / 64.0 * 0.25)));
    const double reading =
        toDecibels(filter.peak(tone.data(), tone.size() - static_cast<std::size_t>(filter.taps()) + 1)).value;
    low = std::min(low, reading);
    high = std::max(high, reading);
  }
  return {low, high};
}

TEST(TruePeakFilter, ReadsTonesWithinItsStatedError) {
  struct {
    TruePeakFilter filter;
    double quarter, top;
  } cases[] = {{TruePeakFilter::fast(), 0.045, 0.135},
               {TruePeakFilter::fine(), 0.012, 0.035},
               {TruePeakFilter::reference(), 0.004, 0.010}};
  for (const auto& [filter, quarter, top] : cases) {
    for (const double frequency : {0.01, 0.1, 0.2501, 1.0 / 6, 0.3333, 0.40, 20000.0 / 44100}) {
      const auto [low, high] = readingOfTones(filter, frequency);
      EXPECT_GE(low, frequency < 0.26 ? -quarter : -top) << filter.factor() << " x, frequency " << frequency;
      EXPECT_LE(high, 0.003) << filter.factor() << " x, frequency " << frequency;
    }
  }
}

TEST(TruePeakFilter, FindsTheThreeDecibelsBetweenTheSamplesOfAQuarterRateTone) {
  std::vector<float> tone(400);
  for (std::size_t i = 0; i < tone.size(); ++i)
    tone[i] = static_cast<float>(0.5 * std::sin(std::numbers::pi * (0.5 * static_cast<double>(i) + 0.25)));
  EXPECT_NEAR(toDecibels(TruePeakFilter::fast().peak(tone.data(), 300)).value, -6.021, 0.003);
}

TEST(TruePeakFilter, AgreesWithADirectSumOverItsPhases) {
  const std::vector<float> x = noise(700, 7);
  for (const TruePeakFilter& filter : {TruePeakFilter::fast(), TruePeakFilter::fine(), TruePeakFilter::reference()}) {
    const std::size_t count = x.size() - static_cast<std::size_t>(filter.taps()) + 1;
    std::vector<float> peaks(count);
    filter.intervalPeaks(x.data(), count, peaks.data());
    for (std::size_t i = 0; i < count; ++i) {
      double expected = 0;
      for (int p = 0; p < filter.factor(); ++p) expected = std::max(expected, std::abs(filter.value(x.data() + i, p)));
      ASSERT_NEAR(peaks[i], expected, 3e-6) << filter.factor() << " x, output " << i;
      ASSERT_GE(peaks[i], std::abs(x[i + filter.before()]));
    }
    EXPECT_EQ(filter.peak(x.data(), count), *std::ranges::max_element(peaks));
  }
}

TEST(TruePeakFilter, GivesTheSameBitsHoweverASignalIsCut) {
  const std::vector<float> x = noise(600, 11);
  const TruePeakFilter filter = TruePeakFilter::fast();
  const std::size_t count = x.size() - 31;
  std::vector<float> whole(count), pieces(count);
  filter.intervalPeaks(x.data(), count, whole.data());
  for (std::size_t start = 0, length = 1; start < count; start += length, length = length % 37 + 3)
    filter.intervalPeaks(x.data() + start, std::min(length, count - start), pieces.data() + start);
  EXPECT_EQ(whole, pieces);
}

TEST(TruePeakFilter, NeverExceedsItsBound) {
  for (const TruePeakFilter& filter : {TruePeakFilter::fast(), TruePeakFilter::fine(), TruePeakFilter::reference()}) {
    for (int p = 0; p < filter.factor(); ++p) {
      std::vector<float> worst(static_cast<std::size_t>(filter.taps()));
      for (std::size_t t = 0; t < worst.size(); ++t) worst[t] = filter.phase(p)[t] < 0 ? -1.0f : 1.0f;
      EXPECT_LE(filter.peak(worst.data(), 1), filter.l1Norm());
    }
  }
  EXPECT_NEAR(TruePeakFilter::fast().l1Norm(), 2.39, 0.01);
  EXPECT_NEAR(TruePeakFilter::fine().l1Norm(), 2.79, 0.01);
}

}  // namespace
}  // namespace lathe
