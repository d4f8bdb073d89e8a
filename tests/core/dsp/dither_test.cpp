// Dithered rounding: its noise floor, what it does to small signals, and what it leaves alone.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/dsp/dither.h"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <limits>
#include <numbers>

#include "tests/support/on_grid.h"
#include "tests/support/signals.h"
#include "tests/support/spectrum.h"

namespace lathe {
namespace {

using test::lineAt;
using test::noise;
using test::sine;

constexpr DitherKind kAllKinds[] = {DitherKind::None,        DitherKind::Flat,         DitherKind::HighPassed,
                                    DitherKind::ShapedLight, DitherKind::ShapedMedium, DitherKind::ShapedStrong};
constexpr double kRate = 44100;

AudioBuffer quantised(AudioBuffer samples, const DitherQuantiser::Options& options, double rate = kRate) {
  DitherQuantiser quantiser;
  quantiser.prepare(samples.channels(), rate);
  quantiser.set(options);
  quantiser.process(samples.view());
  return samples;
}

/// What the quantiser added to a signal.
std::vector<float> errorOf(const AudioBuffer& before, const AudioBuffer& after) {
  std::vector<float> error(before.frames());
  for (std::size_t n = 0; n < error.size(); ++n) error[n] = after[0][n] - before[0][n];
  return error;
}

double decibels(double power) { return 10 * std::log10(power); }

/// Noise power as the ear weighs it near the threshold of hearing, relative to white noise of one LSB^2/4.
double audibleNoise(const std::vector<float>& error, double rate, int bits) {
  const auto power = test::powerSpectrum(error, 2048);
  const double white = std::ldexp(1.0, -2 * bits) / static_cast<double>(power.size());
  double heard = 0, heardOfWhite = 0;
  for (std::size_t k = 1; k < power.size(); ++k) {
    const Hertz frequency{static_cast<double>(k) * rate / 2048};
    const double weight = std::pow(10.0, -hearingThreshold(frequency).value / 10);
    heard += weight * power[k];
    heardOfWhite += weight * white;
  }
  return decibels(heard / heardOfWhite);
}

TEST(DitherQuantiser, PutsEverySampleOnTheGridWithinFullScale) {
  const AudioBuffer loud = noise(3, 20000, 1, 6.0_dB);
  for (const int bits : {16, 20, 24})
    for (const DitherKind kind : kAllKinds) {
      const AudioBuffer result = quantised(loud, {bits, kind});
      EXPECT_TRUE(test::isOnGrid(result.view(), bits)) << bits << " bits, kind " << static_cast<int>(kind);
      EXPECT_FALSE(test::isOnGrid(result.view(), bits - 1));
    }
}

TEST(DitherQuantiser, KeepsASixteenBitSignalWhenNothingIsAdded) {
  const AudioBuffer onGrid = quantised(noise(2, 5000, 2), {16, DitherKind::Flat});
  EXPECT_EQ(test::largestDifference(quantised(onGrid, {16, DitherKind::None}).view(), onGrid.view()), 0);
}

TEST(DitherQuantiser, TriangularNoiseIsWhiteAndFourPointEightDecibelsAboveRounding) {
  const AudioBuffer music = noise(1, 400000, 3, -12.0_dB);
  const double rounding = decibels(std::ldexp(1.0, -30) / 12);  // -101.1 dBFS
  const auto plain = errorOf(music, quantised(music, {16, DitherKind::None}));
  const auto flat = errorOf(music, quantised(music, {16, DitherKind::Flat}));
  const auto highPassed = errorOf(music, quantised(music, {16, DitherKind::HighPassed}));
  EXPECT_NEAR(20 * std::log10(test::rms(plain)), rounding, 0.05);
  EXPECT_NEAR(20 * std::log10(test::rms(flat)), rounding + 4.77, 0.05);
  EXPECT_NEAR(20 * std::log10(test::rms(flat)), -96.33, 0.05);
  EXPECT_NEAR(20 * std::log10(test::rms(highPassed)), -96.33, 0.05);

  const auto bands = test::powerSpectrum(flat, 64);
  const double white = std::ldexp(1.0, -32) / 32;
  for (std::size_t k = 2; k < 31; ++k) EXPECT_NEAR(decibels(bands[k] / white), 0, 0.4) << "band " << k;
}

TEST(DitherQuantiser, ErrorPowerDoesNotDependOnTheSignal) {
  for (const double level : {0.0, 0.1, 0.25, 0.5, 0.75}) {
    AudioBuffer constant(1, 200000);
    std::ranges::fill(constant[0], static_cast<float>(std::ldexp(level, -15)));
    const auto error = errorOf(constant, quantised(constant, {16, DitherKind::Flat, 1, false}));
    double mean = 0;
    for (const float e : error) mean += static_cast<double>(e) / static_cast<double>(error.size());
    EXPECT_NEAR(std::ldexp(mean, 15), 0, 0.006) << level << " LSB";
    EXPECT_NEAR(20 * std::log10(test::rms(error)), -96.33, 0.06) << level << " LSB";
  }
}

TEST(DitherQuantiser, ASineBelowTheLastBitComesThroughWithoutHarmonics) {
  constexpr std::size_t frames = 1 << 17;
  constexpr Hertz tone{997};
  const AudioBuffer quiet = sine(1, frames, kRate, tone, -110.0_dB);
  EXPECT_EQ(test::peak(quantised(quiet, {16, DitherKind::None}).view()), 0) << "rounding alone loses it";
  for (const DitherKind kind : {DitherKind::Flat, DitherKind::HighPassed, DitherKind::ShapedLight,
                                DitherKind::ShapedMedium, DitherKind::ShapedStrong}) {
    const AudioBuffer result = quantised(quiet, {16, kind});
    EXPECT_NEAR(20 * std::log10(lineAt(result[0], kRate, tone).amplitude), -110, 0.3) << static_cast<int>(kind);
    for (int harmonic = 2; harmonic <= 7; ++harmonic)
      EXPECT_LT(20 * std::log10(lineAt(result[0], kRate, tone * harmonic).amplitude), -130)
          << "harmonic " << harmonic << ", kind " << static_cast<int>(kind);
  }
}

TEST(DitherQuantiser, ShapedNoiseIsLessAudible) {
  struct Case {
    DitherKind kind;
    double rate;
    double least;  ///< dB below TPDF, weighted by the threshold of hearing
  };
  for (const Case& c : {Case{DitherKind::ShapedLight, 44100, 5}, Case{DitherKind::ShapedMedium, 44100, 11},
                        Case{DitherKind::ShapedStrong, 44100, 18}, Case{DitherKind::ShapedLight, 48000, 5},
                        Case{DitherKind::ShapedMedium, 48000, 12}, Case{DitherKind::ShapedStrong, 48000, 20},
                        Case{DitherKind::ShapedStrong, 96000, 30}}) {
    const AudioBuffer music = noise(1, 200000, 4, -12.0_dB);
    const double audible = audibleNoise(errorOf(music, quantised(music, {16, c.kind}, c.rate)), c.rate, 16);
    EXPECT_LT(audible, -c.least) << "kind " << static_cast<int>(c.kind) << " at " << c.rate;
    RecordProperty(
        "audible_" + std::to_string(static_cast<int>(c.kind)) + "_" + std::to_string(static_cast<int>(c.rate)),
        std::to_string(audible));
  }
}

TEST(DitherQuantiser, ShapingStaysStableOnClippedInput) {
  AudioBuffer hot = test::square(1, 100000, kRate, 1_kHz, 12.0_dB);
  const AudioBuffer quiet = noise(1, 100000, 5, -12.0_dB);
  copy(quiet.view().slice(50000, 50000), hot.view().slice(50000, 50000));
  for (const DitherKind kind : {DitherKind::ShapedLight, DitherKind::ShapedMedium, DitherKind::ShapedStrong}) {
    const AudioBuffer result = quantised(hot, {16, kind});
    double worst = 0;
    for (std::size_t n = 50000; n < 100000; ++n) worst = std::max<double>(worst, std::abs(result[0][n] - hot[0][n]));
    EXPECT_LT(std::ldexp(worst, 15), 60) << "LSB of noise at once after the clipped part, kind "
                                         << static_cast<int>(kind);
    for (std::size_t n = 0; n < 50000; ++n) ASSERT_GE(std::abs(result[0][n]), 32767.0f / 32768) << n;
  }
}

TEST(DitherQuantiser, BlanksDigitalSilenceAndComesBackAtOnce) {
  constexpr std::size_t blankAfter = 4410;
  for (const DitherKind kind : kAllKinds) {
    AudioBuffer gap = noise(2, 30000, 6, -40.0_dB);
    std::ranges::fill(gap[0].subspan(10000, 10000), 0.0f);
    const AudioBuffer result = quantised(gap, {16, kind});
    for (std::size_t n = 10000 + blankAfter; n < 20000; ++n) ASSERT_EQ(result[0][n], 0) << n;
    for (std::size_t n = 20000; n < 30000; ++n)
      ASSERT_LT(std::abs(result[0][n] - gap[0][n]), 60.0f / 32768) << "signal is back at once";
    EXPECT_GT(test::rms(result[1].subspan(15000, 4000)), 0.001) << "the other channel goes on";
  }
  EXPECT_EQ(test::peak(quantised(test::silence(1, 1000), {16, DitherKind::Flat}).view()), 0)
      << "blanked from the start";
  EXPECT_GT(test::peak(quantised(test::silence(1, 1000), {16, DitherKind::Flat, 1, false}).view()), 0);
}

TEST(DitherQuantiser, GivesTheSameSamplesAgainAndIndependentNoisePerChannel) {
  const AudioBuffer music = test::sine(3, 50000, kRate, 440_Hz, -20.0_dB);
  for (const DitherKind kind : {DitherKind::Flat, DitherKind::ShapedStrong}) {
    const AudioBuffer once = quantised(music, {16, kind}), again = quantised(music, {16, kind});
    EXPECT_EQ(test::largestDifference(once.view(), again.view()), 0);
    for (int a = 0; a < 3; ++a)
      for (int b = 0; b < a; ++b) {
        double together = 0, power = 0;
        for (std::size_t n = 0; n < music.frames(); ++n) {
          const double ea = once[a][n] - music[a][n], eb = once[b][n] - music[b][n];
          together += ea * eb;
          power += ea * ea;
        }
        EXPECT_LT(std::abs(together / power), 0.03) << a << " and " << b;
      }
  }
}

TEST(NoiseShape, BeatsThePublishedFilterAtItsRate) {
  // "Improved E-weighted", 9 taps at 44.1 kHz: Lipshitz, Vanderkooy, Wannamaker, "Minimally audible noise shaping",
  // JAES 39 (1991), as printed in the sources of SoX.
  const std::vector<double> published = {-2.847, 4.685, -6.214, 7.184, -6.639, 5.032, -3.263, 1.632, -0.4191};
  const auto designed = designNoiseShape(NoiseShape::Strong, 44100);
  const auto heard = [](std::span<const double> taps) {
    double sum = 0, white = 0;
    for (int k = 0; k < 2048; ++k) {
      const double frequency = (k + 0.5) / 2048 * 22050;
      std::complex<double> h = 1;
      for (std::size_t t = 0; t < taps.size(); ++t)
        h += taps[t] * std::polar(1.0, -2 * std::numbers::pi * frequency / 44100 * static_cast<double>(t + 1));
      const double weight = std::pow(10.0, -hearingThreshold({frequency}).value / 10);
      sum += weight * std::norm(h);
      white += weight;
    }
    return decibels(sum / white);
  };
  EXPECT_LT(heard(designed), heard(published) - 3);
}

TEST(IsOnGrid, TellsWhetherRoundingWouldChangeAnything) {
  AudioBuffer samples(2, 4);
  samples[1][2] = 1.0f - 1.0f / 32768;
  samples[0][1] = -1;
  EXPECT_TRUE(test::isOnGrid(samples.view(), 16));
  samples[1][3] = 1;
  EXPECT_FALSE(test::isOnGrid(samples.view(), 16)) << "+1 is one step too far";
  samples[1][3] = 1.0f / 65536;
  EXPECT_FALSE(test::isOnGrid(samples.view(), 16));
  EXPECT_TRUE(test::isOnGrid(samples.view(), 20));
  samples[1][3] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_FALSE(test::isOnGrid(samples.view(), 24));
}

}  // namespace
}  // namespace lathe
