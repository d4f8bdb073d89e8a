// Channel repair: what is put between channels is measured and taken away; without faults not a bit changes.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/channels/channel_repair.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/restoration/channels/channel_figures.h"
#include "tests/core/render/render_signals.h"
#include "tests/support/played_tones.h"

namespace lathe::test {
namespace {

using lathe::testing::readAll;

constexpr int kRate = 44100;

/// Band-limited noise and tones, seen `delay(n)` frames late: sums of sines can be computed anywhere.
template <class Delay>
AudioBuffer twice(std::size_t frames, Delay delay) {
  AudioBuffer sound(2, frames);
  for (int k = 0; k < 60; ++k) {
    const double f = 90 * std::pow(1.085, k) + 7.3 * k, omega = 2 * std::numbers::pi * f / kRate;
    const double swing = 2 * std::numbers::pi * (0.7 + 0.13 * k) / kRate;
    const auto at = [&](double t) { return 0.02 * std::sin(omega * t + k * k + 5 * std::sin(swing * t)); };
    for (std::size_t n = 0; n < frames; ++n) {
      const auto t = static_cast<double>(n);
      sound[0][n] += static_cast<float>(at(t));
      sound[1][n] += static_cast<float>(at(t - delay(t)));
    }
  }
  return sound;
}

ChannelRepairSettings nothingFound() {
  ChannelRepairSettings settings;
  settings.findsOffset = settings.findsPolarity = settings.findsDelay = false;
  return settings;
}

AudioBuffer repaired(const AudioBuffer& in, const ChannelRepairSettings& settings = {}) {
  return readAll(*channelRepairOffline().apply(Settings(settings), clipOf(in), false, {}));
}

/// Of what is in the right channel and not in the left, against the left, in dB, without the ends.
double difference(const AudioBuffer& sound, double sign = 1) {
  double apart = 0, all = 0;
  for (std::size_t n = 2000; n + 2000 < sound.frames(); ++n) {
    apart += std::pow(static_cast<double>(sound[1][n]) - sign * static_cast<double>(sound[0][n]), 2);
    all += std::pow(static_cast<double>(sound[0][n]), 2);
  }
  return 10 * std::log10(apart / all + 1e-30);
}

TEST(ChannelFigures, MeasureDelaysToAHundredthOfAFrame) {
  for (const double delay : {0.0, 0.31, -1.7, 12.25, -100.5}) {
    const auto figures = measureChannels(*clipOf(twice(2 * kRate, [=](double) { return delay; })), {});
    ASSERT_TRUE(figures.lag);
    EXPECT_NEAR(figures.lag->delay, delay, 0.01);
    EXPECT_GT(figures.lag->confidence, 0.9);
    EXPECT_FALSE(figures.lag->isInverted);
  }
}

TEST(ChannelFigures, AreNotSureAboutUnrelatedChannels) {
  const auto figures = measureChannels(*clipOf(noise(2, 4 * kRate, 5, -20.0_dB)), {});
  ASSERT_TRUE(figures.lag);
  EXPECT_LT(figures.lag->confidence, 0.2);
}

TEST(ChannelRepair, AlignsALateChannelOfOppositePolarity) {
  AudioBuffer in = twice(2 * kRate, [](double) { return 3.4; });
  for (float& x : in[1]) x = -x;
  EXPECT_GT(difference(in), -6);
  const AudioBuffer out = repaired(in);
  EXPECT_LT(difference(out), -40);
  EXPECT_EQ(out[0][5000], in[0][5000]) << "the channel in time is copied";
}

TEST(ChannelRepair, FollowsADriftingAzimuth) {
  const AudioBuffer in =
      twice(10 * kRate, [](double t) { return 0.6 * std::sin(2 * std::numbers::pi * 0.05 * t / kRate); });
  ChannelRepairSettings constant;
  constant.followsDrift = false;
  EXPECT_LT(difference(repaired(in)), difference(repaired(in, constant)) - 10);
}

TEST(ChannelRepair, TakesOffsetsOffAndNothingElse) {
  AudioBuffer in = playedTones(2, 4 * kRate, 3);
  const AudioBuffer same = repaired(in);
  EXPECT_EQ(largestDifference(in.view(), same.view()), 0) << "no fault, no change";
  double before = 0;
  for (const float x : in[1]) before += static_cast<double>(x) / static_cast<double>(in.frames());
  for (float& x : in[1]) x += 0.02f;
  const AudioBuffer out = repaired(in);
  double after = 0;
  for (const float x : out[1]) after += static_cast<double>(x) / static_cast<double>(in.frames());
  EXPECT_NEAR(after, 0, 1e-7);
  EXPECT_LT(std::abs(before), 1e-3);
  for (std::size_t n = 0; n < in.frames(); ++n) ASSERT_EQ(out[0][n], in[0][n]);
}

TEST(ChannelRepair, SwapsMakesMonoAndBalances) {
  const AudioBuffer in = playedTones(2, kRate, 4);
  ChannelRepairSettings settings = nothingFound();
  settings.output = ChannelOutput::Swapped;
  const AudioBuffer swapped = repaired(in, settings);
  settings.output = ChannelOutput::Mono;
  const AudioBuffer mono = repaired(in, settings);
  for (std::size_t n = 0; n < in.frames(); ++n) {
    ASSERT_EQ(swapped[0][n], in[1][n]);
    ASSERT_EQ(swapped[1][n], in[0][n]);
    ASSERT_NEAR(mono[1][n], (in[0][n] + in[1][n]) / 2, 1e-7);
  }
  AudioBuffer soft = in;
  for (float& x : soft[1]) x *= 0.5f;
  settings.output = ChannelOutput::Stereo;
  settings.findsBalance = true;
  const AudioBuffer balanced = repaired(soft, settings);
  EXPECT_NEAR(20 * std::log10(rms(balanced[0]) / rms(balanced[1])), 0, 0.01);
}

TEST(ChannelRepair, TurnsThePhaseOfAllFrequenciesAlike) {
  for (const double hertz : {150.0, 1000.0, 9000.0}) {
    const AudioBuffer in = sine(2, kRate, kRate, Hertz{hertz}, -6.0_dB);
    ChannelRepairSettings settings = nothingFound();
    settings.phase = 60;
    const AudioBuffer out = repaired(in, settings);
    double re = 0, im = 0;
    for (std::size_t n = 8000; n < 8000 + 17640; ++n) {
      const double phase = 2 * std::numbers::pi * hertz * static_cast<double>(n) / kRate;
      re += static_cast<double>(out[0][n]) * std::sin(phase);
      im += static_cast<double>(out[0][n]) * std::cos(phase);
    }
    EXPECT_NEAR(std::atan2(im, re) * 180 / std::numbers::pi, -60, 0.5) << hertz;
    EXPECT_NEAR(20 * std::log10(std::hypot(re, im) / 8820 / 0.501187), 0, 0.1) << hertz;
  }
}

}  // namespace
}  // namespace lathe::test
