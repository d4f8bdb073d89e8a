// Integrated loudness, momentary and short-term maxima and the range, by the suites of EBU Tech 3341 and 3342.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/loudness.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/audio/error.h"
#include "tests/support/ebu_signals.h"

namespace lathe::analysis {
namespace {

using test::kSilence;
using test::SteppedTone;
using test::ToneStep;

constexpr int kRates[] = {44100, 48000, 88200, 96000, 176400, 192000};

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

std::vector<ToneStep> repeated(std::vector<ToneStep> steps, int times) {
  std::vector<ToneStep> all;
  for (int i = 0; i < times; ++i) all.insert(all.end(), steps.begin(), steps.end());
  return all;
}

// L01, L02
TEST(Loudness, OfASteadyToneIsTheSameByAllThreeMeters) {
  for (const int rate : kRates)
    for (const double level : {-23.0, -33.0}) {
      const Loudness loudness = measure(SteppedTone(rate, {{20, level}}));
      EXPECT_NEAR(loudness.integrated.value().value, level + 0.007, 0.01) << rate;
      EXPECT_NEAR(loudness.maxMomentary.value().loudness.value, level + 0.007, 0.01) << rate;
      EXPECT_NEAR(loudness.maxShortTerm.value().loudness.value, level + 0.007, 0.01) << rate;
      EXPECT_NEAR(loudness.momentary.value().value, level + 0.007, 0.01) << rate;
      EXPECT_NEAR(loudness.shortTerm.value().value, level + 0.007, 0.01) << rate;
    }
}

// L03 to L05
TEST(Loudness, GatesAsTech3341Asks) {
  for (const int rate : kRates) {
    EXPECT_NEAR(measure(SteppedTone(rate, {{10, -36}, {60, -23}, {10, -36}})).integrated.value().value, -23.014, 0.01);
    EXPECT_NEAR(
        measure(SteppedTone(rate, {{10, -72}, {10, -36}, {60, -23}, {10, -36}, {10, -72}})).integrated.value().value,
        -23.014, 0.01);
    EXPECT_NEAR(measure(SteppedTone(rate, {{20, -26}, {20.1, -20}, {20, -26}})).integrated.value().value, -22.979,
                0.01);
  }
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

// L06
TEST(Loudness, WeighsTheSurroundsOfFiveChannels) {
  for (const int rate : kRates) {
    const AudioFormat five{rate, ChannelLayout::usual(5)}, six{rate, ChannelLayout::usual(6)};
    EXPECT_NEAR(measure(five, tones(rate, 4, 1000, {-28, -28, -24, -30, -30})).integrated.value().value, -23.016, 0.01);
    EXPECT_NEAR(measure(six, tones(rate, 4, 1000, {-28, -28, -24, 0, -30, -30})).integrated.value().value, -23.016,
                0.01)
        << "a full-scale LFE must not count";
  }
}

// L09, L12
TEST(Loudness, StaysConstantOverWholePeriodsOfATwoLevelTone) {
  for (const int rate : kRates) {
    const auto shortTerm = series(SteppedTone(rate, repeated({{1.34, -20}, {1.66, -30}}, 5)), 300);
    for (const double s : shortTerm) EXPECT_NEAR(s, -22.986, 0.01) << rate;
    const auto momentary = series(SteppedTone(rate, repeated({{0.18, -20}, {0.22, -30}}, 25)), 40);
    for (std::size_t i = 60; i < momentary.size(); ++i) EXPECT_NEAR(momentary[i], -22.960, 0.01) << rate;  // after 1 s
  }
}

// L10, L13. A 1 kHz tone at its nominal level reads 0.007 LU more than a 997 Hz one.
TEST(Loudness, MaximaDoNotDependOnWhenTheToneStarts) {
  for (const int rate : kRates)
    for (int i = 0; i < 20; ++i) {
      const Loudness s = measure(SteppedTone(rate, {{i * 0.15, kSilence}, {3, -23}, {1, kSilence}}));
      EXPECT_NEAR(s.maxShortTerm.value().loudness.value, -22.993, 0.01) << rate << ' ' << i;
      EXPECT_NEAR(s.maxShortTerm.value().time.value, i * 0.15 + 3, 0.0101) << rate << ' ' << i;
      const Loudness m = measure(SteppedTone(rate, {{i * 0.02, kSilence}, {0.4, -23}, {1, kSilence}}));
      EXPECT_NEAR(m.maxMomentary.value().loudness.value, -22.993, 0.01) << rate << ' ' << i;
      EXPECT_NEAR(m.maxMomentary.value().time.value, i * 0.02 + 0.4, 0.0051) << rate << ' ' << i;
    }
}

/// Tech 3341 cases 11 and 14: twenty tones a LU apart, each of `length` in a stretch of twice that, each starting
/// later.
std::vector<ToneStep> risingTones(double length, double step, double offset) {
  std::vector<ToneStep> steps{{offset, kSilence}};
  for (int i = 0; i < 20; ++i) {
    steps.push_back({i * step, kSilence});
    steps.push_back({length, -38.0 + i});
    steps.push_back({length - i * step, kSilence});
  }
  return steps;
}

// L11, L14: each tone is a LU louder than the one before, so the maximum so far is the last tone's.
void expectRisingMaxima(int rate, double length, double step, double offset, std::size_t blockFrames,
                        std::optional<LoudnessMaximum> Loudness::*maximum) {
  const SteppedTone tone(rate, risingTones(length, step, offset));
  LoudnessMeter meter;
  meter.begin({rate, ChannelLayout::stereo()});
  std::size_t fed = 0, tones = 0;
  feed(tone, 2, blockFrames, [&](ConstAudioView block) {
    meter.add(block);
    fed += block.frames();
    const double end = offset + 2 * length * static_cast<double>(tones + 1);  // of this tone's stretch
    if (tones == 20 || static_cast<double>(fed) < end * rate - 0.5) return;
    const auto loudest = (meter.result().*maximum).value();
    EXPECT_NEAR(loudest.loudness.value, -38.0 + static_cast<double>(tones), 0.02)
        << rate << " Hz, offset " << offset << ", blocks of " << blockFrames << ", tone " << tones;
    EXPECT_NEAR(loudest.time.value, end - length + static_cast<double>(tones) * step, 0.006);
    ++tones;
  });
  EXPECT_EQ(tones, 20u);
}

TEST(Loudness, FollowsLiveTonesInOddBuffers) {
  for (const double offset : {0.0, 0.003}) {
    for (const std::size_t blockFrames : {64u, 441u, 1000u, 4096u})
      expectRisingMaxima(44100, 0.4, 0.02, offset, blockFrames, &Loudness::maxMomentary);
    for (const int rate : kRates) expectRisingMaxima(rate, 0.4, 0.02, offset, 512, &Loudness::maxMomentary);
    for (const int rate : {44100, 96000}) expectRisingMaxima(rate, 3, 0.15, offset, 1000, &Loudness::maxShortTerm);
  }
  expectRisingMaxima(48000, 0.4, 0.02, 0.003, 1, &Loudness::maxMomentary);
}

// R1 to R4
TEST(LoudnessRange, IsThatOfTech3342AndOfItsRepetition) {
  struct Case {
    std::vector<double> levels;
    double range;
  };
  const Case cases[] = {{{-20, -30}, 10}, {{-20, -15}, 5}, {{-40, -20}, 20}, {{-50, -35, -20, -35, -50}, 15}};
  for (const int rate : {44100, 48000, 96000})
    for (const auto& [levels, range] : cases) {
      std::vector<ToneStep> steps;
      for (const double level : levels) steps.push_back({20, level});
      EXPECT_NEAR(measure(SteppedTone(rate, steps)).range.value().value, range, 0.05) << rate;
      EXPECT_NEAR(measure(SteppedTone(rate, steps), ChannelLayout::stereo(), {.rangeTail = 1.5_s}).range.value().value,
                  range, 0.05);
      if (rate != 48000) continue;
      EXPECT_NEAR(measure(SteppedTone(rate, repeated(steps, 3))).range.value().value, range, 0.05);
    }
}

// R5, the part that needs no music
TEST(LoudnessRange, OfASteadyToneIsZero) {
  EXPECT_NEAR(measure(SteppedTone(48000, {{20, -23}})).range.value().value, 0, 0.01);
  EXPECT_FALSE(measure(SteppedTone(48000, {{2.99, -23}})).range) << "no 3 s window";
}

TEST(LoudnessRange, CountsTheEndWhenSilenceIsAppended) {
  const SteppedTone tone(48000, {{4, -23}});
  EXPECT_NEAR(measure(tone).range.value().value, 0, 0.01);
  // Of 26 windows 11 are full; the others lose 100 ms each. The 10 % point is index round(25 * 0.1) = 3: 1.8 s of tone.
  const double low = 10 * std::log10(1.8 / 3);
  EXPECT_NEAR(measure(tone, ChannelLayout::stereo(), {.rangeTail = 1.5_s}).range.value().value, -low, 0.01);
}

// K1
TEST(Loudness, FollowsTheKCurve) {
  const std::pair<double, double> gains[] = {
      {20, -13.9664}, {25, -11.0838}, {40, -6.2579},  {100, -1.8245},  {500, -0.6485},  {997, 0},       {1000, 0.0067},
      {2000, 2.3803}, {4000, 3.2770}, {8000, 3.3484}, {10000, 3.3509}, {15000, 3.3520}, {20000, 3.3521}};
  for (const int rate : kRates)
    for (const auto& [frequency, gain] : gains) {
      if (frequency >= 0.46 * rate) continue;
      const AudioBuffer tone = test::sine(1, rate, 2, frequency, -23);
      const ConstAudioView both(tone.view().data(), 2, tone.frames(), 0);
      LoudnessMeter meter;
      meter.begin({rate, ChannelLayout::stereo()});
      meter.add(both);
      const double tolerance = rate > 176400 ? 0.02 : 0.01;
      // The last windows: the switch-on of the tone has passed.
      EXPECT_NEAR(meter.result().momentary.value().value, -23 + gain, tolerance) << frequency << " Hz at " << rate;
    }
}

// C1
TEST(Loudness, WeighsEachChannelByItsPlace) {
  for (const int channels : {1, 2, 3, 5, 6, 7, 8, 10, 12, 16, 24}) {
    const ChannelLayout layout = ChannelLayout::usual(channels);
    for (int c = 0; c < channels; ++c) {
      std::vector<double> levels(static_cast<std::size_t>(channels), kSilence);
      levels[static_cast<std::size_t>(c)] = -20;
      const auto integrated = measure({48000, layout}, tones(48000, 1, 997, levels)).integrated;
      const Speaker speaker = layout[c];
      if (speaker == Speaker::Lfe || speaker == Speaker::Lfe2) {
        EXPECT_FALSE(integrated);
        continue;
      }
      const bool isSurround = speaker == Speaker::SideLeft || speaker == Speaker::SideRight ||
                              speaker == Speaker::WideLeft || speaker == Speaker::WideRight;
      EXPECT_NEAR(integrated.value().value, isSurround ? -21.518 : -23.010, 0.01)
          << layout.name() << ' ' << speakerName(speaker);
    }
  }
  const ChannelLayout quad = ChannelLayout::usual(4), unknown = ChannelLayout::usual(9);
  EXPECT_EQ(channelWeight(quad, quad.indexOf(Speaker::BackLeft)), 1.41) << "the only surround pair there is";
  EXPECT_EQ(channelWeight(unknown, 8), 1.0);
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
  EXPECT_FALSE(measure(SteppedTone(48000, {{1, kSilence}}), ChannelLayout::stereo(),
                       {.revision = LoudnessRevision::Bs1770_1})
                   .integrated);
}

// C3
TEST(Loudness, OfMonoIsDualMonoByChoiceOnly) {
  const AudioBuffer tone = test::sine(1, 48000, 5, 997, -20);
  EXPECT_NEAR(measure({48000, ChannelLayout::mono()}, tone).integrated.value().value, -23.010, 0.01);
  EXPECT_NEAR(measure({48000, ChannelLayout::mono()}, tone, {.dualMono = true}).integrated.value().value, -20.0, 0.01);
  const AudioBuffer both = test::sine(2, 48000, 5, 997, -20);
  EXPECT_NEAR(measure({48000, ChannelLayout::stereo()}, both, {.dualMono = true}).integrated.value().value, -20.0,
              0.01);
}

// G1
TEST(Loudness, NeedsOneWholeBlock) {
  for (const int rate : {11025, 22050, 44100, 48000, 96000}) {
    const auto lasting = [&](double ms) {
      return measure({rate, ChannelLayout::stereo()}, test::sine(2, rate, ms / 1000, 1000, -20)).integrated;
    };
    EXPECT_FALSE(lasting(390));
    EXPECT_FALSE(lasting(399.9)) << rate;
    for (const double ms : {400.0, 410.0, 499.0}) EXPECT_NEAR(lasting(ms).value().value, -19.994, 0.01) << rate;
  }
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

// G2
TEST(LoudnessGate, IsStrictForIntegratedLoudness) {
  const double absolute = toMeanSquare({-70});
  EXPECT_FALSE(gatedLoudness(std::vector{absolute}));
  EXPECT_TRUE(gatedLoudness(std::vector{toMeanSquare({-69.999})}));
  EXPECT_FALSE(gatedLoudness(std::vector{toMeanSquare({-70.001})}));
  // Two blocks with a mean of 1: the gate stands at 0.1, and the lower block at, above or below it.
  EXPECT_NEAR(gatedLoudness(std::vector{1.9, 0.1})->integrated.value, toLoudness(1.9).value, 1e-12);
  EXPECT_NEAR(gatedLoudness(std::vector{1.8999, 0.1001})->integrated.value, toLoudness(1.0).value, 1e-12);
  EXPECT_NEAR(gatedLoudness(std::vector{1.9001, 0.0999})->integrated.value, toLoudness(1.9001).value, 1e-12);
}

TEST(LoudnessGate, IncludesItsThresholdForLoudnessRange) {
  EXPECT_TRUE(loudnessRange(std::vector{toMeanSquare({-70})}));
  EXPECT_FALSE(loudnessRange(std::vector{toMeanSquare({-70.001})}));
  // Mean 1, gate 0.01: the quiet window counts when it stands exactly there.
  EXPECT_NEAR(loudnessRange(std::vector{1.99, 0.01})->value, 10 * std::log10(199), 1e-9);
  EXPECT_NEAR(loudnessRange(std::vector{1.9901, 0.0099})->value, 0, 1e-9);
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
