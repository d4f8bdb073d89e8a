// Stereo width, measured on the sum and the difference of the channels.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/stereo_width.h"

#include <gtest/gtest.h>

#include <limits>

#include "tests/support/response.h"

namespace lathe {
namespace {

using test::processInBlocks;
using test::responseAt;
using test::whiteNoise;

constexpr int kRate = 44100;

StereoWidth prepared(const StereoWidthSettings& settings, int channels = 2) {
  StereoWidth width(settings);
  width.prepare({{kRate, ChannelLayout::usual(channels)}, 4096});
  return width;
}

TEST(StereoWidth, ScalesTheDifferenceAndKeepsTheSum) {
  for (const double amount : {0.0, 0.5, 2.0}) {
    StereoWidth width = prepared({.width = amount, .isBassMono = true});
    const AudioBuffer before = whiteNoise(2, 5000, 0.3, 1);
    AudioBuffer sound = before;
    processInBlocks(width, sound.view(), 700);
    for (std::size_t i = 0; i < 5000; ++i) ASSERT_NEAR(sound[0][i] + sound[1][i], before[0][i] + before[1][i], 1.5e-7);
    if (amount == 0) {
      EXPECT_TRUE(std::ranges::equal(sound[0], sound[1]));
    }
  }
  StereoWidth width = prepared({.width = 2});
  AudioBuffer sound(2, 1);
  sound[0][0] = 0.5f;
  width.process(sound.view());
  EXPECT_EQ(sound[0][0], 0.75f);
  EXPECT_EQ(sound[1][0], -0.25f);
}

TEST(StereoWidth, PassesBitsThroughWhenNothingIsToDo) {
  for (const auto& [amount, channels] : {std::pair{1.0, 2}, {0.5, 1}}) {
    StereoWidth width = prepared({.width = amount}, channels);
    const AudioBuffer before = whiteNoise(channels, 3000, 1, 2);
    AudioBuffer sound = before;
    processInBlocks(width, sound.view(), 700);
    for (int c = 0; c < channels; ++c) EXPECT_TRUE(std::ranges::equal(sound[c], before[c]));
  }
}

TEST(StereoWidth, TouchesOnlyTheFrontPairOfALayout) {
  StereoWidth width = prepared({.width = 0}, 6);
  const AudioBuffer before = whiteNoise(6, 1000, 1, 3);
  AudioBuffer sound = before;
  width.process(sound.view());
  for (int c = 0; c < 6; ++c) EXPECT_EQ(std::ranges::equal(sound[c], before[c]), c >= 2) << c;
}

TEST(StereoWidth, MonoBassFallsByTwentyFourDecibelsPerOctave) {
  StereoWidth width = prepared({.isBassMono = true, .monoBelow = 200_Hz});
  AudioBuffer impulse(2, 32768);
  impulse[0][0] = 1;
  impulse[1][0] = -1;
  processInBlocks(width, impulse.view(), 4096);
  const auto level = [&](double f) { return 20 * std::log10(std::abs(responseAt(impulse[0], f, kRate))); };
  EXPECT_NEAR(level(200), -6.02, 0.02);
  EXPECT_NEAR(level(50) - level(25), 24.08, 0.1);
  EXPECT_NEAR(level(2000), 0, 0.01);
  EXPECT_NEAR(level(20000), 0, 0.01);
}

TEST(StereoWidth, AnySplitIntoBlocksGivesTheSameSamplesEvenWhileItGlides) {
  const auto render = [](std::size_t blockFrames) {
    StereoWidth width = prepared({});
    AudioBuffer sound = whiteNoise(2, 6000, 0.5, 4);
    processInBlocks(width, sound.view().slice(0, 1000), blockFrames);
    width.set(StereoWidthSettings{.width = 0.3, .isBassMono = true});
    processInBlocks(width, sound.view().slice(1000, 2000), blockFrames);
    width.set(StereoWidthSettings{});
    processInBlocks(width, sound.view().slice(3000, 3000), blockFrames);
    return sound;
  };
  const AudioBuffer whole = render(4096);
  for (const std::size_t blockFrames : {1, 77}) {
    const AudioBuffer split = render(blockFrames);
    for (int c = 0; c < 2; ++c) EXPECT_TRUE(std::ranges::equal(split[c], whole[c])) << blockFrames;
  }
}

TEST(StereoWidth, ASampleThatIsNotFiniteDoesNotPersist) {
  StereoWidth width = prepared({.width = 1.5, .isBassMono = true});
  AudioBuffer sound = whiteNoise(2, 1000, 0.5, 5);
  sound[0][10] = std::numeric_limits<float>::quiet_NaN();
  width.process(sound.view());
  for (const float sample : sound[1]) ASSERT_TRUE(std::isfinite(sample));
}

TEST(StereoWidth, ItsTailIsOverWhenItSaysSo) {
  StereoWidth width = prepared({.width = 2, .isBassMono = true, .monoBelow = 40_Hz});
  AudioBuffer sound = test::sineWave(2, 20000, 40, kRate, 1), after(2, width.tail() + 500);
  for (float& sample : sound[1]) sample = -sample;
  processInBlocks(width, sound.view(), 4096);
  processInBlocks(width, after.view(), 4096);
  for (std::size_t i = width.tail(); i < after.frames(); ++i) ASSERT_LT(std::abs(after[0][i]), 1e-6f) << i;
}

}  // namespace
}  // namespace lathe
