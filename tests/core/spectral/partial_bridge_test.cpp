// Partials are found where they are, and led through gaps with their phase, gliding where they glide.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/partial_bridge.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <numbers>

namespace lathe::test {
namespace {

constexpr double kRate = 44100;
constexpr std::size_t kFirst = 20000, kContext = 8820;

/// Harmonics of a frequency that may change with time.
std::vector<double> tone(int harmonics, const std::function<double(double)>& hertz) {
  std::vector<double> sound(40000);
  double phase = 0;
  for (std::size_t n = 0; n < sound.size(); ++n) {
    phase += 2 * std::numbers::pi * hertz(static_cast<double>(n) / kRate) / kRate;
    for (int h = 1; h <= harmonics; ++h) sound[n] += 0.2 / h * std::cos(h * phase + h * h);
  }
  return sound;
}

/// SNR in the gap of the partials that are led through it, dB.
double bridgedSnr(const std::vector<double>& sound, std::size_t length) {
  std::vector<double> damaged = sound;
  for (std::size_t n = kFirst; n < kFirst + length; ++n) damaged[n] = 0;
  const auto partials =
      bridgedPartials(damaged, kFirst, kFirst + length, kFirst - kContext, kFirst + length + kContext, {});
  double power = 0, error = 1e-20;
  for (std::size_t n = kFirst; n < kFirst + length; ++n) {
    power += sound[n] * sound[n];
    error += std::pow(sound[n] - partials[n], 2);
  }
  return 10 * std::log10(power / error);
}

TEST(PartialTrack, MeasuresASteadyToneAtTheEdge) {
  const auto sound = tone(1, [](double) { return 440.0; });
  const auto tracks = partialsAtEnd(std::span(sound).first(kFirst), {});
  ASSERT_EQ(tracks.size(), 1u);
  const PartialPoint& edge = tracks.front().edge;
  EXPECT_NEAR(edge.frequency * kRate / (2 * std::numbers::pi), 440, 0.001);
  EXPECT_NEAR(20 * std::log10(edge.amplitude / 0.2), 0, 0.05);
  const double phase = 2 * std::numbers::pi * 440 * (kFirst + 1) / kRate + 1;
  EXPECT_NEAR(std::remainder(edge.phase - phase, 2 * std::numbers::pi), 0, 0.002);
}

TEST(PartialTrack, MeasuresTheBeginningAsWellAsTheEnd) {
  const auto sound = tone(1, [](double t) { return 440 + 100 * t; });
  const auto tracks = partialsAtStart(std::span(sound).subspan(kFirst), {});
  ASSERT_EQ(tracks.size(), 1u);
  EXPECT_NEAR(tracks.front().edge.frequency * kRate / (2 * std::numbers::pi), 440 + 100 * kFirst / kRate, 0.3);
  EXPECT_NEAR(tracks.front().glide * kRate * kRate / (2 * std::numbers::pi), 100, 20) << "Hz per second";
}

TEST(PartialTrack, FindsNothingInSilenceOrInTooLittleSound) {
  EXPECT_TRUE(partialsAtEnd(std::vector<double>(10000), {}).empty());
  EXPECT_TRUE(partialsAtEnd(std::vector<double>(3000, 0.1), {}).empty());
  EXPECT_TRUE(partialsAtEnd({}, {}).empty());
}

TEST(PartialBridge, LeadsSteadyHarmonicsThrough) {
  EXPECT_GT(bridgedSnr(tone(20, [](double) { return 220.3; }), 4410), 45);
}

TEST(PartialBridge, FollowsVibrato) {
  const auto vibrato = [](double t) { return 220.3 * (1 + 0.006 * std::sin(2 * std::numbers::pi * 5.5 * t)); };
  EXPECT_GT(bridgedSnr(tone(20, vibrato), 2205), 15);
}

TEST(PartialBridge, FollowsAGlide) {
  EXPECT_GT(bridgedSnr(tone(10, [](double t) { return 300 * std::exp2(0.5 * t); }), 4410), 15);
}

TEST(PartialBridge, FadesWhatHasNoOtherSide) {
  auto sound = tone(1, [](double) { return 440.0; });
  for (std::size_t n = kFirst; n < sound.size(); ++n) sound[n] = 0;
  const auto partials = bridgedPartials(sound, kFirst, kFirst + 4410, kFirst - kContext, kFirst + 4410 + kContext, {});
  double first = 0, last = 0;
  for (std::size_t n = 0; n < 400; ++n) {
    first = std::max(first, std::abs(partials[kFirst + n]));
    last = std::max(last, std::abs(partials[kFirst + 4009 + n]));
  }
  EXPECT_GT(first, 0.18);
  EXPECT_LT(last, 0.01);
}

}  // namespace
}  // namespace lathe::test
