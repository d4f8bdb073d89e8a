// Digital filters against the analogue curves they stand for.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/dsp/matched_filter.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>
#include <string>

namespace lathe {
namespace {

/// The largest distance in dB from the analogue curve between 10 Hz and 0.95 of the Nyquist frequency, where the curve
/// is above -120 dB.
double worstError(const AnalogFilter& analog, double sampleRate) {
  const DigitalFilter digital = matchFilter(analog, sampleRate);
  for (int k = 0; k < digital.count; ++k)
    EXPECT_LT(poleRadius(digital.sections[static_cast<std::size_t>(k)]), 1) << analog.frequency.value;
  double worst = 0;
  const double top = 0.95 * sampleRate / 2;
  for (int i = 0; i <= 200; ++i) {
    const double share = i / 200.0, f = i % 2 ? 10 * std::pow(top / 10, share) : 10 + (top - 10) * share;
    const double wanted = 10 * std::log10(power(analog, {f}));
    if (wanted < -120) continue;
    const double error = std::abs(10 * std::log10(power(digital, 2 * std::numbers::pi * f / sampleRate)) - wanted);
    worst = std::max(worst, std::isnan(error) ? 999 : error);
  }
  return worst;
}

constexpr double kRates[] = {44100, 48000, 96000, 192000};
constexpr double kFrequencies[] = {10, 31.5, 100, 1000, 5000, 10000, 16000, 19000, 21000, 22000, 25000, 40000};

TEST(MatchedFilter, FollowsAnalogueBellsAndShelvesWithinAFiftiethOfADecibel) {
  for (const double rate : kRates)
    for (const double f : kFrequencies)
      for (const double gain : {-18.0, -6.0, 3.0, 18.0})
        for (const double q : {0.3, 1.0, 10.0}) {
          const std::string which = std::to_string(rate) + " Hz, " + std::to_string(f) + " Hz, " +
                                    std::to_string(gain) + " dB, Q " + std::to_string(q);
          EXPECT_LT(worstError(analogBell({f}, {gain}, q), rate), 0.02) << "bell " << which;
          if (q > 2) continue;
          EXPECT_LT(worstError(analogLowShelf({f}, {gain}, q), rate), 0.02) << "low shelf " << which;
          EXPECT_LT(worstError(analogHighShelf({f}, {gain}, q), rate), 0.02) << "high shelf " << which;
        }
}

TEST(MatchedFilter, FollowsAnaloguePassFiltersNotchesAndTilts) {
  for (const double rate : kRates)
    for (const double f : kFrequencies) {
      const std::string which = std::to_string(rate) + " Hz, " + std::to_string(f) + " Hz";
      for (const int order : {1, 2, 3, 4, 6, 8}) {
        EXPECT_LT(worstError(analogLowPass({f}, order, std::numbers::sqrt2 / 2), rate), 0.02) << order << " " << which;
        EXPECT_LT(worstError(analogHighPass({f}, order, std::numbers::sqrt2 / 2), rate), 0.02) << order << " " << which;
      }
      for (const double q : {0.3, 1.0, 10.0}) {
        EXPECT_LT(worstError(analogNotch({f}, q), rate), 0.02) << "notch " << which;
        EXPECT_LT(worstError(analogBandPass({f}, q), rate), 0.02) << "band-pass " << which;
      }
      for (const double gain : {-12.0, 3.0}) EXPECT_LT(worstError(analogTilt({f}, {gain}), rate), 0.02) << which;
    }
}

TEST(MatchedFilter, StaysCloseAnywhereInItsRanges) {
  constexpr unsigned kSeed = 1;
  std::mt19937 random(kSeed);
  const auto pick = [&](double low, double high) {
    return low * std::pow(high / low, std::uniform_real_distribution<double>(0, 1)(random));
  };
  constexpr int kOrders[] = {1, 2, 3, 4, 6, 8};
  for (int i = 0; i < 2000; ++i) {
    const Hertz f{i % 2 ? pick(10, 40000) : pick(5000, 40000)};
    const Decibels gain{std::uniform_real_distribution<double>(-30, 30)(random)};
    const double q = pick(0.05, 40), rate = kRates[random() % 4];
    const int order = kOrders[random() % 6];
    const AnalogFilter filters[] = {analogBell(f, gain, q),     analogLowShelf(f, gain, q), analogHighShelf(f, gain, q),
                                    analogBandPass(f, q),       analogTilt(f, gain),        analogLowPass(f, order, q),
                                    analogHighPass(f, order, q)};
    const std::size_t which = random() % std::size(filters);
    EXPECT_LT(worstError(filters[which], rate), 0.1)
        << "type " << which << ", " << rate << " Hz, " << f.value << " Hz, " << gain.value << " dB, Q " << q
        << ", order " << order << ", seed " << kSeed;
  }
}

TEST(AnalogFilter, HasTextbookLevelsAtItsFrequency) {
  const double half = 10 * std::log10(0.5), q = std::numbers::sqrt2 / 2;
  for (const int order : {1, 2, 3, 4, 6, 8}) {
    EXPECT_NEAR(10 * std::log10(power(analogLowPass(1_kHz, order, q), 1_kHz)), half, 1e-9);
    EXPECT_NEAR(10 * std::log10(power(analogHighPass(1_kHz, order, q), 1_kHz)), half, 1e-9);
    const double octave =
        10 * std::log10(power(analogLowPass(1_kHz, order, q), 32_kHz) / power(analogLowPass(1_kHz, order, q), 64_kHz));
    EXPECT_NEAR(octave, 6.0206 * order, 0.02);
  }
  EXPECT_NEAR(10 * std::log10(power(analogBell(1_kHz, 6_dB, 2), 1_kHz)), 6, 1e-9);
  EXPECT_NEAR(10 * std::log10(power(analogLowShelf(1_kHz, 6_dB, q), 1_kHz)), 3, 1e-9);
  EXPECT_NEAR(10 * std::log10(power(analogTilt(1_kHz, 6_dB), 1_kHz)), 0, 1e-9);
  EXPECT_NEAR(10 * std::log10(power(analogTilt(1_kHz, 6_dB), 1000_kHz)), 6, 1e-3);
  EXPECT_NEAR(20 * std::log10(3.0), 10 * std::log10(power(analogLowPass(1_kHz, 2, 3), 1_kHz)), 1e-9);
}

}  // namespace
}  // namespace lathe
