// Live chains: bypass without a click or a shift, order of stages, and what may not be in a chain.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/chain/live_chain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "core/audio/error.h"
#include "core/chain/chain_reader.h"
#include "core/chain/live_stage.h"
#include "core/dsp/delay.h"
#include "core/processors/dither.h"
#include "core/processors/gain.h"
#include "tests/support/allocation_guard.h"
#include "tests/support/on_grid.h"
#include "tests/support/prepared_chain.h"
#include "tests/support/signals.h"

namespace lathe {
namespace {

using ::testing::HasSubstr;

const ProcessFormat kFormat{};

/// A processor for tests: late by `latency` frames, rings for `tail` frames at a constant level, turns down by half.
struct LateSettings {
  double latency = 100;
  double tail = 0;

  static const SettingsType& type() {
    using S = LateSettings;
    static const SettingsType type =
        describe<S>("late", "Late", "For tests.",
                    {bind<S>(&S::latency, {"latency", "Latency", Unit::None, 0, 10000, "Frames."}),
                     bind<S>(&S::tail, {"tail", "Tail", Unit::None, 0, 10000, "Frames."})});
    return type;
  }
};

class Late : public Processor {
 public:
  explicit Late(const LateSettings& settings) : settings_(settings) {}
  void prepare(const ProcessFormat& format) override {
    delay_ = Delay(format.audio.channels(), static_cast<std::size_t>(settings_.latency));
    reset();
  }
  void set(const Settings& settings) noexcept override { settings_ = settings.as<LateSettings>(); }
  void reset() noexcept override {
    delay_.reset();
    ringing_ = 0;
  }
  void process(AudioView block) noexcept override {
    delay_.process(block);
    for (std::size_t n = 0; n < block.frames(); ++n) {
      const bool isSilent = block[0][n] == 0;
      ringing_ = isSilent ? std::max(0.0, ringing_ - 1) : settings_.tail + 1;
      for (int c = 0; c < block.channels(); ++c) block[c][n] = isSilent && ringing_ > 0 ? 0.25f : block[c][n] * 0.5f;
    }
  }
  std::size_t latency() const noexcept override { return static_cast<std::size_t>(settings_.latency); }
  std::size_t tail() const noexcept override { return static_cast<std::size_t>(settings_.tail); }

 private:
  LateSettings settings_;
  Delay delay_;
  double ringing_ = 0;
};

std::unique_ptr<Processor> makeLate(const Settings& settings) {
  return std::make_unique<Late>(settings.as<LateSettings>());
}

LiveStage lateStage(const LateSettings& settings, bool isBypassed = false) {
  LiveStage stage({.settings = settings, .isBypassed = isBypassed}, makeLate);
  stage.prepare(kFormat);
  return stage;
}

Settings gainOf(double decibels) {
  Settings settings = GainSettings{};
  settings.set("gain", decibels);
  return settings;
}

/// The largest second difference: what a click raises and a sine does not.
double roughness(std::span<const float> x) {
  double worst = 0;
  for (std::size_t n = 2; n < x.size(); ++n)
    worst = std::max<double>(worst, std::abs(static_cast<double>(x[n]) - 2 * x[n - 1] + x[n - 2]));
  return worst;
}

TEST(LiveStage, ABypassedStageIsOnlyADelay) {
  LiveStage stage = lateStage({}, true);
  AudioBuffer samples = test::noise(2, 3000, 1);
  const AudioBuffer before = samples;
  stage.process(samples.view());
  EXPECT_EQ(stage.latency(), 100u);
  EXPECT_EQ(test::largestDifference(samples.view().slice(100, 2900), before.view().slice(0, 2900)), 0);
  EXPECT_EQ(test::peak(samples.view().slice(0, 100)), 0);
}

TEST(LiveStage, AStageThatIsOnPassesThroughItsProcessorBitForBit) {
  LiveStage stage = lateStage({});
  Late alone{LateSettings{}};
  alone.prepare(kFormat);
  AudioBuffer a = test::noise(2, 3000, 2), b = a;
  stage.process(a.view());
  alone.process(b.view());
  EXPECT_EQ(test::largestDifference(a.view(), b.view()), 0);
}

TEST(LiveStage, BypassingMakesNoClickAndKeepsTheTime) {
  constexpr std::size_t block = 500;
  for (const bool startsBypassed : {false, true}) {
    LiveStage stage = lateStage({}, startsBypassed);
    const AudioBuffer before = test::sine(2, 40 * block, 44100, 100_Hz);
    AudioBuffer samples = before;
    for (std::size_t i = 0; i < 40; ++i) {
      if (i % 10 == 3) stage.setBypassed(!stage.isBypassed());
      if (i % 10 == 4) stage.setBypassed(!stage.isBypassed());  // in the middle of the fade
      if (i % 10 == 5) stage.setBypassed(!stage.isBypassed());
      stage.process(samples.view().slice(i * block, block));
    }
    EXPECT_LT(roughness(samples[0].subspan(200)), 1.5 * roughness(before[0]) + 2.0 / (0.02 * 44100));
    // The phase never moves: at the zero crossings of the late sine, the output is zero whatever the share of wet and
    // dry.
    for (std::size_t cycle = 1; cycle < 45; ++cycle) EXPECT_NEAR(samples[0][100 + cycle * 441], 0, 1e-6) << cycle;
  }
}

TEST(LiveStage, ASleepingProcessorIsHeardOnlyWhenItHasFilledUp) {
  AudioBuffer samples(1, 12000);
  std::ranges::fill(samples[0], 1.0f);
  LiveStage mono({.settings = LateSettings{.latency = 2000}, .isBypassed = true}, makeLate);
  mono.prepare({.audio = {44100, ChannelLayout::mono()}});
  for (std::size_t start = 0; start < 12000; start += 4000) {
    if (start == 4000) mono.setBypassed(false);
    mono.process(samples.view().slice(start, 4000));
  }
  EXPECT_EQ(samples[0][3999], 1);
  for (std::size_t n = 4000; n < 12000; ++n)
    ASSERT_GE(samples[0][n], 0.5f) << "no hole while the processor fills, frame " << n;
  EXPECT_EQ(samples[0][11999], 0.5f);
}

TEST(LiveStage, SoundsTheSameHoweverItIsCutIntoBlocks) {
  const auto run = [](std::size_t block) {
    LiveStage stage = lateStage({}, true);
    AudioBuffer samples = test::noise(2, 12000, 3);
    for (std::size_t start = 0; start < 12000;) {
      if (start == 3000) stage.setBypassed(false);
      if (start == 9000) stage.setBypassed(true);
      const std::size_t nextEvent = start < 3000 ? 3000 : start < 9000 ? 9000 : 12000;
      const std::size_t count = std::min(block, nextEvent - start);
      stage.process(samples.view().slice(start, count));
      start += count;
    }
    return samples;
  };
  const AudioBuffer whole = run(3000);
  for (const std::size_t block : {1u, 7u, 441u})
    EXPECT_EQ(test::largestDifference(whole.view(), run(block).view()), 0) << block;
}

TEST(LiveChain, RunsItsStagesInOrder) {
  LiveChain chain = test::preparedChain({{{gainOf(12)}, {DitherSettings{DitherSettings::Bits::Sixteen}}}}, kFormat);
  AudioBuffer samples = test::sine(2, 10000, 44100, 1_kHz, -6.0_dB);
  chain.process(samples.view());
  EXPECT_TRUE(test::isOnGrid(samples.view(), 16));
  EXPECT_EQ(test::peak(samples.view()), 1) << "+6 dB clips at the dither";
}

TEST(LiveChain, AnEmptyChainPassesEverythingAtOnce) {
  LiveChain chain = test::preparedChain({}, kFormat);
  AudioBuffer samples = test::noise(2, 9000, 4);
  const AudioBuffer before = samples;
  chain.process(samples.view());
  EXPECT_EQ(test::largestDifference(samples.view(), before.view()), 0);
  EXPECT_EQ(chain.latency() + chain.tail(), 0u);
}

TEST(LiveChain, LetsNoNonFiniteSampleInOrOut) {
  LiveChain chain = test::preparedChain({{{gainOf(48)}, {gainOf(48)}}}, kFormat);
  AudioBuffer samples(2, 4);
  samples[0][0] = std::numeric_limits<float>::quiet_NaN();
  samples[0][1] = -std::numeric_limits<float>::infinity();
  samples[1][0] = std::numeric_limits<float>::max();
  samples[1][1] = 1e-6f;
  chain.process(samples.view());
  EXPECT_EQ(samples[0][0], 0);
  EXPECT_EQ(samples[0][1], 0);
  EXPECT_EQ(samples[1][0], 0) << "overflow";
  EXPECT_GT(samples[1][1], 1e-3f);
}

TEST(LiveChain, ResetForgetsAllSound) {
  LiveChain chain({{{LateSettings{}}, {LateSettings{}, true}}}, makeLate);
  chain.prepare(kFormat);
  AudioBuffer samples = test::noise(2, 5000, 9);
  chain.process(samples.view());
  chain.reset();
  AudioBuffer silence = test::silence(2, 5000);
  chain.process(silence.view());
  EXPECT_EQ(test::peak(silence.view()), 0);
}

TEST(LiveChain, SaysWhenNewSettingsChangeALatency) {
  LiveChain chain({{{LateSettings{}}}}, makeLate);
  chain.prepare(kFormat);
  chain.set(0, LateSettings{.tail = 5});
  EXPECT_FALSE(chain.needsPrepare());
  EXPECT_EQ(chain.tail(), 5u);
  chain.set(0, LateSettings{.latency = 200});
  EXPECT_TRUE(chain.needsPrepare());
  EXPECT_EQ(chain.latency(), 100u) << "until then it stays";
}

TEST(LiveChain, AllocatesNothingWhilePlaying) {
  LiveChain chain = test::preparedChain({{{gainOf(3)}, {gainOf(3), true}, {DitherSettings{}}}}, kFormat);
  AudioBuffer samples = test::noise(2, 9000, 10);
  const Settings louder = gainOf(6);
  const test::AllocationGuard guard;
  chain.process(samples.view());
  chain.set(0, louder);
  chain.setBypassed(1, false);
  chain.setBypassed(0, true);
  chain.process(samples.view());
  chain.reset();
  EXPECT_EQ(guard.count(), 0u);
}

TEST(LiveChain, HidesNonFiniteSamplesFromItsProcessors) {
  LiveChain chain({{{LateSettings{.latency = 0, .tail = 50}}}}, makeLate);  // would ring after anything but silence
  chain.prepare(kFormat);
  AudioBuffer samples(2, 1000);
  samples[0][10] = std::numeric_limits<float>::quiet_NaN();
  chain.process(samples.view());
  EXPECT_EQ(test::peak(samples.view()), 0);
}

TEST(LiveChain, TailsOfStagesThatAreOnAddUp) {
  const Settings dither = DitherSettings{};
  LiveChain on = test::preparedChain({{{dither}}}, kFormat), off = test::preparedChain({{{dither, true}}}, kFormat);
  EXPECT_EQ(on.tail(), 4410u);
  EXPECT_EQ(off.tail(), 0u);
}

TEST(CheckChain, WantsOneDitherAtMostAndLast) {
  const Stage gain{gainOf(1)}, dither{DitherSettings{}};
  EXPECT_NO_THROW(checkChain({}));
  EXPECT_NO_THROW(checkChain({{gain, dither}}));
  const auto sentenceOf = [](const Chain& chain) -> std::string {
    try {
      checkChain(chain);
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::Invalid);
      return error.what();
    }
    return "";
  };
  EXPECT_THAT(sentenceOf({{dither, gain}}), HasSubstr("dither is stage 1 of 2"));
  EXPECT_THAT(sentenceOf({{dither, gain, dither}}), HasSubstr("2 dither stages"));
  EXPECT_THROW(LiveChain({{dither, gain}}), Error);
}

ChainReader::Source sourceOf(const AudioBuffer& samples) {
  return [&samples](std::uint64_t start, AudioView out) {
    ASSERT_LE(start + out.frames(), samples.frames());
    copy(samples.view().slice(static_cast<std::size_t>(start), out.frames()), out);
  };
}

TEST(ChainReader, OutputLinesUpWithInputAndDoesNotDependOnReadSizes) {
  const AudioBuffer samples = test::noise(2, 10001, 5, -20.0_dB);
  const Chain chain{{{gainOf(-6)}}};
  for (const std::size_t size : {1u, 100u, 4096u, 20000u}) {
    ChainReader reader(sourceOf(samples), samples.frames(), LiveChain(chain), kFormat.audio);
    EXPECT_EQ(reader.frames(), 10001u);
    AudioBuffer all(2, 10001), part(2, size);
    std::size_t done = 0;
    while (const std::size_t count = reader.read(part.view())) {
      copy(part.view().slice(0, count), all.view().slice(done, count));
      done += count;
    }
    EXPECT_EQ(done, 10001u);
    for (std::size_t n = 0; n < done; ++n) ASSERT_EQ(all[0][n], static_cast<float>(samples[0][n] * toGain(-6.0_dB)));
  }
}

TEST(ChainReader, TakesTheLatencyOfAllStagesAwayAndRendersAllTails) {
  const AudioBuffer samples = test::noise(2, 10001, 7);
  const Chain chain{{{LateSettings{.latency = 100, .tail = 50}},
                     {LateSettings{.latency = 5000, .tail = 7}, true},
                     {LateSettings{.latency = 33, .tail = 11}}}};
  ChainReader reader(sourceOf(samples), samples.frames(), LiveChain(chain, makeLate), kFormat.audio,
                     ChainReader::Tail::Render, 512);
  EXPECT_EQ(reader.chain().latency(), 5133u);
  EXPECT_EQ(reader.frames(), 10001u + 61);
  AudioBuffer out(2, 20000);
  EXPECT_EQ(reader.read(out.view()), 10062u);
  for (std::size_t n = 0; n < 10001; ++n) ASSERT_EQ(out[1][n], 0.25f * samples[1][n]) << n;
  EXPECT_EQ(out[0][10001 + 60], 0.25f) << "the last stage rings to the end of all tails";
}

TEST(ChainReader, KeepsTimeThroughAChainOfEveryProcessor) {
  Chain chain;
  for (const ProcessorType& type : processorTypes()) chain.stages.push_back({Settings(*type.settings)});
  const AudioBuffer samples = test::noise(2, 12000, 8, -40.0_dB);
  ChainReader reader(sourceOf(samples), samples.frames(), LiveChain(chain), kFormat.audio);
  AudioBuffer out(2, samples.frames());
  reader.read(out.view());
  // Of all shifts of the output, none fits the input better than none.
  double best = 0;
  int bestShift = -99;
  for (int shift = -4; shift <= 4; ++shift) {
    double together = 0, before = 0, after = 0;
    for (std::size_t n = 4000; n < 11990; ++n) {
      const double a = samples[0][n], b = out[0][static_cast<std::size_t>(static_cast<int>(n) + shift)];
      together += a * b, before += a * a, after += b * b;
    }
    const double likeness = together / std::sqrt(before * after);
    if (likeness > best) best = likeness, bestShift = shift;
  }
  EXPECT_EQ(bestShift, 0);
  EXPECT_GT(best, 0.8);
}

TEST(ChainReader, RendersTheTailWhenAsked) {
  const AudioBuffer samples = test::noise(2, 5000, 6);
  const Chain chain{{{DitherSettings{DitherSettings::Bits::Sixteen}}}};
  ChainReader cut(sourceOf(samples), 5000, LiveChain(chain), kFormat.audio);
  ChainReader whole(sourceOf(samples), 5000, LiveChain(chain), kFormat.audio, ChainReader::Tail::Render);
  EXPECT_EQ(cut.frames(), 5000u);
  EXPECT_EQ(whole.frames(), 5000u + 4410);
  AudioBuffer out(2, 20000);
  EXPECT_EQ(whole.read(out.view()), 9410u);
  EXPECT_EQ(whole.read(out.view()), 0u);
  ChainReader none(sourceOf(samples), 0, LiveChain(chain), kFormat.audio, ChainReader::Tail::Render);
  EXPECT_EQ(none.frames(), 0u);
}

}  // namespace
}  // namespace lathe
