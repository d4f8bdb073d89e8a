// A clip through a chain stays in time; a clip at another rate has its length and its alignment.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/render/chain_clip.h"

#include "core/processors/gain.h"
#include "core/processors/saturator.h"
#include "tests/core/render/render_signals.h"
#include "tests/support/prepared_chain.h"

namespace lathe::test {
namespace {

using testing::readAll;

TEST(ThroughChain, IsInTimeWithItsSourceSampleForSample) {
  const AudioBuffer sound = noise(2, 20000, 3, {-12});
  // The limiter delays but has nothing to do; the gain is exactly a half.
  const Chain chain{{{GainSettings{.gain = toDecibels(0.5)}}, {LimiterSettings{}}, {LimiterSettings{}}}};
  const ClipPtr clip = throughChain(clipOf(sound), chain, false);
  const AudioBuffer out = readAll(*clip);
  ASSERT_EQ(out.frames(), sound.frames());
  for (std::size_t i = 0; i < out.frames(); ++i) ASSERT_NEAR(out[1][i], sound[1][i] / 2, 1e-7) << i;
}

TEST(ThroughChain, AnEmptyOrBypassedChainPassesBits) {
  const AudioBuffer sound = noise(2, 10000, 4);
  const Chain bypassed{{{LimiterSettings{}, true}, {SaturatorSettings{}, true}}};
  for (const Chain& chain : {Chain{}, bypassed})
    EXPECT_EQ(largestDifference(readAll(*throughChain(clipOf(sound), chain, false)).view(), sound.view()), 0);
}

TEST(ThroughChain, KeepsTheTailWhenAskedTo) {
  Settings saturator{SaturatorSettings{}};
  const LiveChain live = preparedChain({{{saturator}}}, {AudioFormat{}, 4096});
  const ClipPtr source = clipOf(noise(2, 5000, 4));
  EXPECT_EQ(throughChain(source, {{{saturator}}}, false)->frames(), 5000u);
  EXPECT_EQ(throughChain(source, {{{saturator}}}, true)->frames(), 5000u + live.tail());
}

TEST(ThroughChain, TellsWhatItsStagesDid) {
  const auto activities = std::make_shared<std::vector<Activity>>();
  const ClipPtr clip = throughChain(clipOf(noise(2, 10000, 4)), {{{GainSettings{.gain = 6_dB}}, {LimiterSettings{}}}},
                                    false, activities);
  ASSERT_EQ(activities->size(), 2u);
  readAll(*clip);
  EXPECT_EQ((*activities)[0].deepest, 0_dB);
  EXPECT_GT((*activities)[1].deepest, 5_dB);
}

TEST(AtRate, HasTheLengthOfTheSameTime) {
  for (const auto& [frames, from, to, expected] : {std::tuple{44100u, 44100, 48000, 48000u},
                                                   {96000u, 96000, 44100, 44100u},
                                                   {1u, 44100, 48000, 1u},
                                                   {0u, 44100, 48000, 0u},
                                                   {100u, 48000, 48000, 100u}}) {
    const ClipPtr clip = atRate(clipOf(AudioBuffer(1, frames), from), to, {});
    EXPECT_EQ(clip->frames(), expected);
    EXPECT_EQ(clip->format().sampleRate, to);
    EXPECT_EQ(readAll(*clip).frames(), expected);
  }
}

TEST(AtRate, StaysInTimeToTheEnd) {
  for (const auto& [from, to] : {std::pair{44100, 48000}, {96000, 44100}, {48000, 96000}}) {
    const auto length = static_cast<std::size_t>(from);
    const ClipPtr clip = atRate(clipOf(sine(1, length, from, 997_Hz, {-6}), from), to, {});
    const AudioBuffer out = readAll(*clip);
    const AudioBuffer ideal = sine(1, out.frames(), to, 997_Hz, {-6});
    const std::size_t edge = out.frames() / 50;  // the sine begins and ends abruptly there
    EXPECT_LT(largestDifference(out.view().slice(edge, out.frames() - 2 * edge),
                                ideal.view().slice(edge, out.frames() - 2 * edge)),
              1e-5)
        << from << " to " << to;
  }
}

TEST(AtRate, RefusesRatesAtOnce) { EXPECT_THROW(atRate(clipOf(AudioBuffer(1, 10)), 1000, {}), Error); }

TEST(AtRate, GivesTheSameSamplesInAnyOrder) {
  const ClipPtr clip = atRate(clipOf(noise(2, 30000, 5)), 48000, {});
  const AudioBuffer all = readAll(*clip);
  for (const std::size_t start : {20000u, 100u, 0u, 31000u}) {
    AudioBuffer part(2, 1000);
    clip->read(start, part.view());
    EXPECT_EQ(largestDifference(part.view(), all.view().slice(start, 1000)), 0);
  }
}

}  // namespace
}  // namespace lathe::test
