// Sample statistics against closed forms; row S1.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/measurement/statistics.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "tests/support/ebu_signals.h"

namespace lathe::analysis {
namespace {

Statistics measure(const AudioBuffer& signal, int rate = 48000, std::size_t blockFrames = 1 << 20) {
  StatisticsMeter meter;
  meter.begin({rate, ChannelLayout::usual(signal.channels())});
  for (std::size_t start = 0; start < signal.frames(); start += blockFrames)
    meter.add(signal.view().slice(start, std::min(blockFrames, signal.frames() - start)));
  return meter.result();
}

double decibels(double gain) { return 20 * std::log10(gain); }

AudioBuffer stereo(const AudioBuffer& left, const AudioBuffer& right) {
  AudioBuffer both(2, left.frames());
  std::ranges::copy(left[0], both[0].begin());
  std::ranges::copy(right[0], both[1].begin());
  return both;
}

TEST(Statistics, OfASineAreItsClosedForms) {
  const auto s = measure(test::sine(1, 48000, 2, 1000, -6)).channels[0];
  EXPECT_NEAR(decibels(s.peak), -6, 0.001);
  EXPECT_NEAR(decibels(s.rms), -6 - 3.0103, 0.001);
  EXPECT_NEAR(s.crest().value().value, 3.0103, 0.001);
  EXPECT_NEAR(s.dcOffset, 0, 1e-8);
  EXPECT_FALSE(s.isSilent);
  EXPECT_EQ(s.clipped.count, 0u);
}

TEST(Statistics, OfASquareHaveNoCrest) {
  const auto s = measure(test::signal(1, 48000, [](std::size_t i) { return i % 100 < 50 ? 0.25 : -0.25; })).channels[0];
  EXPECT_NEAR(s.crest().value().value, 0, 0.001);
  EXPECT_NEAR(decibels(s.rms), decibels(0.25), 0.001);
  EXPECT_EQ(s.flatTops.count, 960u);
  EXPECT_EQ(s.flatTops.longest, 50u);
  EXPECT_EQ(s.flatTops.samples, 48000u);
  EXPECT_EQ(s.clipped.count, 0u) << "not at full scale";
}

TEST(Statistics, SeparateDcFromTheSine) {
  AudioBuffer tone = test::sine(1, 48000, 1, 1000, -6);
  for (float& x : tone[0]) x += 0.125f;
  const auto s = measure(tone).channels[0];
  EXPECT_NEAR(s.dcOffset, 0.125, 1e-7);
  EXPECT_NEAR(s.rms * s.rms, 0.125 * 0.125 + std::pow(10, -0.6) / 2, 1e-6);
}

// A sine of 100 samples a period, driven so that sin > 0.5 is clipped: 33 samples (phases over 30 degrees) on each
// side.
TEST(Statistics, CountEveryClippedRun) {
  const auto clipped = [](double ceiling) {
    return test::signal(1, 10000, [=](std::size_t i) {
      const double x = std::sin(2 * std::numbers::pi * (static_cast<double>(i) + 0.5) / 100);
      return std::clamp(2 * ceiling * x, -ceiling, ceiling);
    });
  };
  std::uint64_t atTop = 0;
  for (int i = 0; i < 50; ++i) atTop += std::sin(2 * std::numbers::pi * (i + 0.5) / 100) >= 0.5;
  const auto full = measure(clipped(1)).channels[0];
  EXPECT_EQ(full.clipped.count, 200u);
  EXPECT_EQ(full.clipped.longest, atTop);
  EXPECT_EQ(full.clipped.samples, 200 * atTop);
  ASSERT_EQ(full.clipped.first.size(), FlatRuns::kListed);
  EXPECT_EQ(full.clipped.first[0], (FlatRun{(50 - atTop) / 2, atTop, 1.0f}));
  EXPECT_EQ(full.clipped.first[1], (FlatRun{50 + (50 - atTop) / 2, atTop, -1.0f}));
  EXPECT_EQ(full.flatTops.count, 0u);

  const auto lower = measure(clipped(0.7)).channels[0];
  EXPECT_EQ(lower.clipped.count, 0u);
  EXPECT_EQ(lower.flatTops.count, 200u);
  EXPECT_EQ(lower.flatTops.longest, atTop);
}

TEST(Statistics, ForgetFlatTopsBelowALaterCeiling) {
  AudioBuffer signal(1, 3000);
  for (std::size_t i = 100; i < 110; ++i) signal[0][i] = 0.5f;
  for (std::size_t i = 2000; i < 2004; ++i) signal[0][i] = -0.6f;
  const auto s = measure(signal).channels[0];
  EXPECT_EQ(s.flatTops.count, 1u);
  EXPECT_EQ(s.flatTops.longest, 4u);
  EXPECT_EQ(s.flatTops.first, (std::vector<FlatRun>{{2000, 4, -0.6f}}));
}

TEST(Statistics, CountRunsOfThreeAndNotOfTwo) {
  for (const int length : {2, 3}) {
    AudioBuffer signal(1, 2000);
    for (int i = 0; i < length; ++i)
      signal[0][479 + static_cast<std::size_t>(i)] = 32767.0f / 32768;  // across a bin's end
    EXPECT_EQ(measure(signal).channels[0].clipped.count, length == 3 ? 1u : 0u);
  }
  AudioBuffer atEnd(1, 1000);
  for (std::size_t i = 990; i < 1000; ++i) atEnd[0][i] = -1;
  EXPECT_EQ(measure(atEnd).channels[0].clipped.longest, 10u);
}

TEST(Correlation, IsThatOfTheSignals) {
  const AudioBuffer tone = test::sine(1, 48000, 2, 1000, -6);
  AudioBuffer inverted = tone;
  for (float& x : inverted[0]) x = -x;
  const AudioBuffer cosine = test::signal(1, tone.frames(), [](std::size_t i) {
    return 0.3 * std::cos(2 * std::numbers::pi * static_cast<double>(i) / 48);
  });
  EXPECT_NEAR(measure(stereo(tone, tone)).correlation.value().whole, 1, 1e-9);
  EXPECT_TRUE(measure(stereo(tone, tone)).areChannelsIdentical);
  EXPECT_NEAR(measure(stereo(tone, inverted)).correlation.value().whole, -1, 1e-9);
  EXPECT_FALSE(measure(stereo(tone, inverted)).areChannelsIdentical);
  EXPECT_NEAR(measure(stereo(tone, cosine)).correlation.value().whole, 0, 1e-6);
  EXPECT_FALSE(measure(stereo(tone, AudioBuffer(1, tone.frames()))).correlation) << "one side is silent";
  EXPECT_FALSE(measure(tone).correlation) << "mono";
}

TEST(Correlation, HasItsMinimumWhereTheSidesOppose) {
  const AudioBuffer left = test::sine(1, 48000, 4, 1000, -6);
  AudioBuffer right = left;
  for (std::size_t i = 96000; i < 96000 + 19200; ++i) right[0][i] = -right[0][i];
  const auto correlation = measure(stereo(left, right)).correlation.value();
  EXPECT_NEAR(correlation.minimum.value(), -1, 1e-9);
  EXPECT_NEAR(correlation.minimumTime.value, 2.4, 1e-9);
  EXPECT_NEAR(correlation.whole, 0.8, 1e-6);
}

TEST(Statistics, OfSilenceSaySo) {
  const auto statistics = measure(AudioBuffer(2, 4800));
  EXPECT_TRUE(statistics.channels[0].isSilent);
  EXPECT_FALSE(statistics.channels[0].crest());
  EXPECT_FALSE(statistics.correlation);
  EXPECT_FALSE(statistics.areChannelsIdentical);
  EXPECT_EQ(statistics.channels[0].flatTops.count, 0u);
  EXPECT_EQ(measure(AudioBuffer(1, 0)).frames, 0u);
}

// D1
TEST(Statistics, AreTheSameToTheBitForAnyBlockSize) {
  for (const int rate : {44100, 11025}) {
    AudioBuffer signal = stereo(test::sine(1, rate, 1.234, 441, 3), test::sine(1, rate, 1.234, 661.5, -2));
    for (float& x : signal[0]) x = std::clamp(x, -1.0f, 1.0f);
    const auto whole = measure(signal, rate);
    for (const std::size_t blockFrames : {1u, 64u, 441u, 1000u, 4096u}) {
      const auto cut = measure(signal, rate, blockFrames);
      for (std::size_t c = 0; c < 2; ++c) {
        EXPECT_EQ(cut.channels[c].rms, whole.channels[c].rms);
        EXPECT_EQ(cut.channels[c].dcOffset, whole.channels[c].dcOffset);
        EXPECT_EQ(cut.channels[c].peak, whole.channels[c].peak);
        EXPECT_EQ(cut.channels[c].clipped.count, whole.channels[c].clipped.count);
        EXPECT_EQ(cut.channels[c].clipped.first, whole.channels[c].clipped.first);
      }
      EXPECT_EQ(cut.correlation->whole, whole.correlation->whole);
      EXPECT_EQ(cut.correlation->minimum, whole.correlation->minimum);
      EXPECT_EQ(cut.frames, whole.frames);
    }
  }
}

}  // namespace
}  // namespace lathe::analysis
