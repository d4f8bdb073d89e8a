// Loudness where the standards' suites (tests/analysis/conformance) do not look.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/loudness/loudness.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "core/audio/error.h"
#include "tests/support/ebu_signals.h"

namespace lathe::analysis {
namespace {

using test::kSilence;
using test::SteppedTone;

Loudness measure(const SteppedTone& tone, const ChannelLayout& layout = ChannelLayout::stereo(),
                 LoudnessOptions options = {}, std::size_t blockFrames = 8192) {
  LoudnessMeter meter(options);
  meter.begin({tone.sampleRate(), layout});
  feed(tone, layout.channels(), blockFrames, [&](ConstAudioView block) { meter.add(block); });
  return meter.result();
}

Loudness measure(const AudioFormat& format, const AudioBuffer& signal, LoudnessOptions options = {}) {
  LoudnessMeter meter(options);
  meter.begin(format);
  meter.add(signal.view());
  return meter.result();
}

/// Loudness of windows of `bins` 10 ms, one every 10 ms.
std::vector<double> series(const SteppedTone& tone, int bins) {
  LoudnessMeter meter;
  meter.begin({tone.sampleRate(), ChannelLayout::stereo()});
  feed(tone, 2, 4096, [&](ConstAudioView block) { meter.add(block); });
  auto windows = windowMeanSquares(meter.bins(), {tone.sampleRate()}, bins);
  for (double& w : windows) w = toLoudness(w).value;
  return windows;
}

/// A 1 kHz tone in some channels of a layout, at the level given for each.
AudioBuffer tones(int rate, double seconds, double frequency, const std::vector<double>& levels) {
  AudioBuffer all(static_cast<int>(levels.size()), static_cast<std::size_t>(seconds * rate));
  const AudioBuffer tone = test::sine(1, rate, seconds, frequency, 0);
  for (int c = 0; c < all.channels(); ++c) {
    const auto gain = static_cast<float>(std::pow(10.0, levels[static_cast<std::size_t>(c)] / 20));
    std::ranges::transform(tone[0], all[c].begin(), [gain](float x) { return gain * x; });
  }
  return all;
}

TEST(LoudnessRange, CountsTheEndWhenSilenceIsAppended) {
  const SteppedTone tone(48000, {{4, -23}});
  EXPECT_NEAR(measure(tone).range.value().value, 0, 0.01);
  // Of 26 windows 11 are full; the others lose 100 ms each. The 10 % point is index round(25 * 0.1) = 3: 1.8 s of tone.
  const double low = 10 * std::log10(1.8 / 3);
  EXPECT_NEAR(measure(tone, ChannelLayout::stereo(), {.rangeTail = 1.5_s}).range.value().value, -low, 0.01);
}

TEST(Loudness, WeighsDirectionsAsAnnex3Does) {
  for (const double side : {1.0, -1.0}) {
    for (const double azimuth : {60.0, 90.0, 110.0, 120.0}) EXPECT_EQ(directionWeight({side * azimuth}), 1.41);
    for (const double azimuth : {0.0, 30.0, 45.0, 59.9, 120.1, 135.0, 180.0})
      EXPECT_EQ(directionWeight({side * azimuth}), 1.0) << azimuth;
    EXPECT_EQ(directionWeight({side * 90, 29.9}), 1.41);
    EXPECT_EQ(directionWeight({side * 90, 30}), 1.0);
    EXPECT_EQ(directionWeight({side * 90, -30}), 1.0);
  }
  EXPECT_EQ(weightsOf("30,-30, 0,LFE,110,-110,90/45"), (std::vector<double>{1, 1, 1, 0, 1.41, 1.41, 1}));
  for (const char* wrong : {"", "30,", "30;-30", "200", "0/91", "left", "nan", "1/2/3"})
    EXPECT_THROW(weightsOf(wrong), Error) << wrong;
}

TEST(Loudness, OfChannelsWithGivenWeightsUsesThem) {
  const AudioFormat format{48000, ChannelLayout::usual(4)};
  const auto one = [&](LoudnessOptions options) {
    return measure(format, tones(48000, 1, 997, {kSilence, kSilence, -20, kSilence}), options).integrated;
  };
  EXPECT_NEAR(one({}).value().value, -21.518, 0.01) << "quad has a surround pair";
  EXPECT_NEAR(one({.weights = weightsOf("45,-45,135,-135")}).value().value, -23.010, 0.01);
  EXPECT_FALSE(one({.weights = weightsOf("30,-30,LFE,0")}));
  EXPECT_THROW(one({.weights = weightsOf("30,-30")}), Error);
}

TEST(Loudness, IsMeasuredByOlderEditionsOnRequest) {
  // -1 has no gate: 10 s at -20 and 10 s of silence are 3 dB less.
  const SteppedTone half(48000, {{10, -20}, {10, kSilence}});
  const Loudness ungated = measure(half, ChannelLayout::stereo(), {.revision = LoudnessRevision::Bs1770_1});
  EXPECT_NEAR(ungated.integrated.value().value, -19.993 - 3.010, 0.002);
  EXPECT_FALSE(ungated.relativeThreshold);
  for (const auto revision : {LoudnessRevision::Bs1770_2, LoudnessRevision::Bs1770_3, LoudnessRevision::Bs1770_4}) {
    const Loudness gated = measure(half, ChannelLayout::stereo(), {.revision = revision});
    EXPECT_EQ(gated.integrated, measure(half).integrated);
    EXPECT_TRUE(gated.relativeThreshold);
  }
  // Before -4 every surround channel counted 1.41, the rear ones of 7.1 too.
  const ChannelLayout seven = ChannelLayout::usual(8);
  const int rear = seven.indexOf(Speaker::BackLeft);
  EXPECT_EQ(channelWeights(seven, LoudnessRevision::Bs1770_3)[static_cast<std::size_t>(rear)], 1.41);
  EXPECT_EQ(channelWeights(seven, LoudnessRevision::Bs1770_4)[static_cast<std::size_t>(rear)], 1.0);
  EXPECT_EQ(channelWeights(seven, LoudnessRevision::Bs1770_1)[3], 0.0);
  EXPECT_FALSE(
      measure(SteppedTone(48000, {{1, kSilence}}), ChannelLayout::stereo(), {.revision = LoudnessRevision::Bs1770_1})
          .integrated);
}

TEST(Loudness, HoldsAtRatesWhoseBinsAreNotOfEqualLength) {
  for (const int rate : {11025, 22050, 37800, 44056, 47952, 50001}) {
    const Loudness loudness = measure({rate, ChannelLayout::stereo()}, test::sine(2, rate, 9.7, 997, -23));
    EXPECT_NEAR(loudness.integrated.value().value, -23.0, 0.01) << rate;
    EXPECT_NEAR(loudness.maxShortTerm.value().loudness.value, -23.0, 0.01) << rate;
    EXPECT_NEAR(loudness.shortTerm.value().value, -23.0, 0.01) << rate;
    EXPECT_NEAR(loudness.range.value().value, 0, 0.01) << rate;
  }
}

// G3
TEST(Loudness, OfSilenceIsAbsent) {
  for (const double level : {kSilence, -140.0}) {
    const Loudness loudness = measure(SteppedTone(48000, {{10, level}}));
    EXPECT_FALSE(loudness.integrated);
    EXPECT_FALSE(loudness.relativeThreshold);
    EXPECT_FALSE(loudness.range);
    EXPECT_EQ(loudness.maxMomentary.has_value(), level > -200);
  }
}

TEST(Loudness, OfAStepIsThatOfItsStart) {
  const Loudness loudness =
      measure({48000, ChannelLayout::stereo()}, test::signal(2, 480000, [](std::size_t) { return 0.5; }));
  EXPECT_NEAR(loudness.integrated.value().value, -29.29, 0.01);
}

TEST(Loudness, AfterALoudPassageReadsAQuietOneExactly) {
  const auto m = series(SteppedTone(48000, {{4, 0}, {4, -60}}), 40);
  EXPECT_NEAR(m.back(), -60 + 0.007, 0.01);
}

// D1
TEST(Loudness, IsTheSameToTheBitForAnyBlockSize) {
  for (const int rate : {44100, 22050}) {
    const SteppedTone tone(44100, {{1.3, -23}, {0.7, -31}, {4.2, -18}, {3.33, -40}});  // any samples will do
    const ChannelLayout layout = ChannelLayout::stereo();
    const auto binsFor = [&](std::size_t blockFrames) {
      LoudnessMeter meter;
      meter.begin({rate, layout});
      std::size_t fed = 0;
      feed(tone, 2, blockFrames, [&](ConstAudioView block) {
        meter.add(block);
        if (++fed % 97 == 0) meter.bins();  // asking must not disturb
      });
      return meter.bins();
    };
    const auto all = binsFor(tone.frames());
    for (const std::size_t blockFrames : {64u, 441u, 1000u, 4096u}) EXPECT_EQ(binsFor(blockFrames), all) << blockFrames;
  }
}

// Many channels are filtered side by side, few ones in stretches of time: two ways to the same energies.
TEST(Loudness, OfManyChannelsIsTheSumOfEachAlone) {
  for (const int rate : {44100, 22050, 96000, 11025})
    for (const int channels : {8, 16, 24}) {
      const AudioFormat format{rate, ChannelLayout::usual(channels)};
      AudioBuffer signal(channels, static_cast<std::size_t>(1.37 * rate));
      std::mt19937 random(static_cast<unsigned>(channels));
      std::normal_distribution<float> normal(0, 0.1f);
      for (int c = 0; c < channels; ++c)
        for (std::size_t i = 0; i < signal.frames(); ++i)
          signal[c][i] = i % 5000 < 2500 ? normal(random) : 0.0f;  // into silence and out of it
      const auto binsOf = [&](const AudioFormat& f, ConstAudioView samples, std::size_t blockFrames,
                              LoudnessOptions options) {
        LoudnessMeter meter(options);
        meter.begin(f);
        for (std::size_t start = 0; start < samples.frames(); start += blockFrames) {
          meter.add(samples.slice(start, std::min(blockFrames, samples.frames() - start)));
          if (start % 7 == 0) meter.bins();  // asking must not disturb
        }
        return meter.bins();
      };
      const auto all = binsOf(format, signal.view(), signal.frames(), {});
      EXPECT_EQ(binsOf(format, signal.view(), 441, {}), all);
      std::vector<double> sum(all.size());
      for (int c = 0; c < channels; ++c) {
        const double weight = channelWeight(format.layout, c);
        const ConstAudioView one(signal[c].data(), 1, signal.frames(), 0);
        const auto bins = binsOf({rate, ChannelLayout::mono()}, one, 1000, {.weights = {weight}});
        ASSERT_EQ(bins.size(), sum.size());
        for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += bins[i];
      }
      for (std::size_t i = 0; i < sum.size(); ++i)
        EXPECT_NEAR(all[i], sum[i], 1e-9 * sum[i] + 1e-15) << channels << " channels at " << rate << ", bin " << i;
    }
}

TEST(Loudness, OfOneFrameAtATimeIsTheSame) {
  const SteppedTone tone(8000, {{5, -23}, {0.77, -31}});
  const Loudness whole = measure(tone, ChannelLayout::stereo(), {}, tone.frames());
  const Loudness single = measure(tone, ChannelLayout::stereo(), {}, 1);
  EXPECT_EQ(single.integrated, whole.integrated);
  EXPECT_EQ(single.maxMomentary->loudness, whole.maxMomentary->loudness);
  EXPECT_EQ(single.range, whole.range);
}

}  // namespace
}  // namespace lathe::analysis
