// Blocks that come twice and samples that jump are found where they are, and sound that repeats by nature is left
// alone.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/figures/glitch_scan.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

#include "analysis/figures/time_course.h"

namespace lathe::analysis {
namespace {

/// A few tones and a little noise.
std::vector<float> music(std::size_t frames) {
  std::mt19937 random(3);
  std::normal_distribution<double> noise(0, 0.001);
  std::vector<float> sound(frames);
  for (std::size_t n = 0; n < frames; ++n) {
    const double t = static_cast<double>(n) / 48000;
    sound[n] = static_cast<float>(0.2 * std::sin(2 * std::numbers::pi * 311.1 * t) +
                                  0.1 * std::sin(2 * std::numbers::pi * 1234.5 * t) + noise(random));
  }
  return sound;
}

TEST(RepeatScan, FindsABlockThatComesTwice) {
  std::vector<float> sound = music(48000);
  sound.insert(sound.begin() + 20512, sound.begin() + 20000, sound.begin() + 20512);
  for (const std::size_t block : {48512u, 777u}) {
    RepeatScan scan(48000);
    std::vector<Stretch> found;
    for (std::size_t at = 0; at < sound.size(); at += block)
      scan.add(std::span(sound).subspan(at, std::min(block, sound.size() - at)), found);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0], (Stretch{20512, 512, -1}));
  }
}

TEST(RepeatScan, LeavesTonesLoopsAndSilenceAlone) {
  std::vector<float> sound(96000);
  for (std::size_t n = 0; n < 48000; ++n)  // period 48: equal at many lags, for a second
    sound[n] = static_cast<float>(0.5 * std::sin(2 * std::numbers::pi * static_cast<double>(n % 48) / 48));
  RepeatScan scan(48000);
  std::vector<Stretch> found;
  scan.add(sound, found);
  scan.add(music(48000), found);
  EXPECT_TRUE(found.empty());
}

TEST(JumpScan, FindsSinglesAndSteps) {
  std::vector<float> sound = music(48000);
  sound[10000] += 0.4f;
  for (std::size_t n = 30000; n < sound.size(); ++n) sound[n] += 0.5f;
  for (const std::size_t block : {48000u, 500u}) {
    JumpScan scan(48000);
    std::vector<Stretch> found;
    for (std::size_t at = 0; at < sound.size(); at += block)
      scan.add(std::span(sound).subspan(at, std::min(block, sound.size() - at)), found);
    ASSERT_EQ(found.size(), 2u);
    EXPECT_NEAR(static_cast<double>(found[0].start), 10000, 3);
    EXPECT_NEAR(static_cast<double>(found[1].start), 30000, 3);
  }
}

TEST(JumpScan, FindsNothingInCleanSound) {
  JumpScan scan(48000);
  std::vector<Stretch> found;
  scan.add(music(96000), found);
  std::vector<float> drum(48000);
  for (std::size_t n = 0; n < drum.size(); ++n)
    drum[n] = static_cast<float>(0.8 * std::exp(-static_cast<double>(n % 12000) / 2000) *
                                 -std::expm1(-static_cast<double>(n % 12000) / 50) *
                                 std::sin(2 * std::numbers::pi * 180 * static_cast<double>(n % 12000) / 48000));
  JumpScan(48000).add(drum, found);
  EXPECT_TRUE(found.empty());
}

TEST(TimeCourse, TellsCorrelationBalanceAndPeaksBySecond) {
  AudioBuffer sound(2, 48000 * 2 + 24000);
  for (std::size_t n = 0; n < sound.frames(); ++n) {
    const double x = std::sin(2 * std::numbers::pi * 440 * static_cast<double>(n) / 48000);
    sound[0][n] = static_cast<float>(0.4 * x);
    sound[1][n] = static_cast<float>((n < 48000 ? 0.4 : -0.2) * x);
  }
  sound[1][60000] = 0.9f;
  TimeCourseMeter meter;
  meter.begin({48000, ChannelLayout::stereo()});
  for (std::size_t at = 0; at < sound.frames(); at += 1001)
    meter.add(sound.view().slice(at, std::min<std::size_t>(1001, sound.frames() - at)));
  const TimeCourse course = meter.result();
  ASSERT_EQ(course.correlation.size(), 3u);
  EXPECT_NEAR(course.correlation[0], 1, 1e-6);
  EXPECT_LT(course.correlation[1], -0.99);
  EXPECT_NEAR(course.balance[0], 0, 1e-4);
  EXPECT_NEAR(course.balance[2], 6.02, 0.01);
  EXPECT_NEAR(course.peak[1], 20 * std::log10(0.9), 1e-4);
  const auto peaks = meter.peaks();
  ASSERT_FALSE(peaks.empty());
  EXPECT_EQ(peaks[0].frame, 60000u);
  EXPECT_EQ(peaks[0].channel, 1);
  const auto figures = figuresOf(course.correlation);
  ASSERT_TRUE(figures);
  EXPECT_EQ(figures->lowestAt, 2u);
}

TEST(TimeCourse, TellsPeakToShortTermLoudness) {
  std::vector<double> bins(500, 480 * 0.005);  // 5 s of mean square 0.005: -0.691 + 10 lg 0.005 = -23.70 LUFS
  TimeCourse course;
  course.peak.assign(5, -10.0f);
  const auto psr = psrOverTime(course, bins, 48000);
  ASSERT_EQ(psr.size(), 5u);
  EXPECT_TRUE(std::isnan(psr[1]));
  EXPECT_NEAR(psr[3], 13.70, 0.01);
}

}  // namespace
}  // namespace lathe::analysis
