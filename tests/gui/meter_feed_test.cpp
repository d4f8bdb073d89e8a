// The live meters read what the meters of files read, and fall as their standards say.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/document/meter_feed.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace lathe::gui {
namespace {

AudioBuffer sine(double seconds, double level, int rate) {
  AudioBuffer buffer(2, static_cast<std::size_t>(seconds * rate));
  const double amplitude = std::pow(10, level / 20);
  for (int c = 0; c < 2; ++c)
    for (std::size_t n = 0; n < buffer.frames(); ++n)
      buffer[c][n] =
          static_cast<float>(amplitude * std::sin(2 * std::numbers::pi * 1000 * static_cast<double>(n) / rate));
  return buffer;
}

void feed(MeterFeed& meters, const AudioBuffer& sound, int rate, double at = 0) {
  constexpr std::size_t kBlock = 800;
  for (std::size_t done = 0; done < sound.frames(); done += kBlock)
    meters.add(sound.view().slice(done, std::min(kBlock, sound.frames() - done)), rate,
               at + static_cast<double>(done) / rate);
}

TEST(MeterFeed, ReadsASineOfEbuTech3341) {
  for (const int rate : {44100, 48000, 96000}) {
    MeterFeed meters;
    feed(meters, sine(20, -23, rate), rate);
    const MeterFigures& f = meters.figures();
    EXPECT_NEAR(f.integrated->value, -23, 0.1);
    EXPECT_NEAR(f.momentary->value, -23, 0.1);
    EXPECT_NEAR(f.shortTerm->value, -23, 0.1);
    EXPECT_NEAR(f.truePeak->value, -23, 0.4);  // the abrupt start overshoots
    EXPECT_NEAR(f.peak[0], -23, 0.1);
    EXPECT_NEAR(f.rms[1], -23, 0.1);  // AES17: a sine's RMS reads as its peak
    EXPECT_NEAR(*f.correlation, 1, 1e-6);
    EXPECT_NEAR(*f.plr, 0, 0.4);
    EXPECT_TRUE(meters.overs().empty());
    float loudest = -200;
    for (const float level : meters.spectrum()) loudest = std::max(loudest, level);
    EXPECT_NEAR(loudest, -23, 1.5);  // between two bins of a Hann window
  }
}

TEST(MeterFeed, ListsOversWhereTheTrackHasThem) {
  MeterFeed meters;
  meters.setCeiling(Decibels{-1});
  AudioBuffer sound = sine(2, -20, 48000);
  for (std::size_t n = 48000; n < 48100; ++n) sound[1][n] *= 9.9f;
  feed(meters, sound, 48000, 60);  // playing began a minute into the track
  feed(meters, sine(1, -20, 48000), 48000, 10);
  ASSERT_EQ(meters.overs().size(), 1u);
  EXPECT_NEAR(meters.overs()[0].seconds, 61, 0.01);
  EXPECT_EQ(meters.overs()[0].channel, 1);
  EXPECT_NEAR(meters.overs()[0].level, -0.1, 0.3);
  meters.reset();
  EXPECT_TRUE(meters.overs().empty());
  EXPECT_FALSE(meters.figures().integrated);
}

TEST(PeakBallistics, FallTwentyDecibelsInOneSecondSeven) {
  PeakBallistics meter;
  meter.add(-3, 0.01);
  EXPECT_DOUBLE_EQ(meter.level(), -3);
  for (int i = 0; i < 170; ++i) meter.add(-100, 0.01);
  EXPECT_NEAR(meter.level(), -23, 1e-6);
  EXPECT_LT(meter.held(), -3);  // held for 1.5 s, then it falls too
  EXPECT_GT(meter.held(), -7);
}

}  // namespace
}  // namespace lathe::gui
