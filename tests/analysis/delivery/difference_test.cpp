// Null tests: what is the same is the same, and a difference is told with its place and size.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/delivery/difference.h"

#include <gtest/gtest.h>

#include "core/audio/error.h"
#include "tests/support/signals.h"

namespace lathe::analysis {
namespace {

ClipPtr clipOf(AudioBuffer samples, int rate = 48000) {
  const auto layout = ChannelLayout::usual(samples.channels());
  return std::make_shared<MemoryClip>(AudioFormat{rate, layout}, std::move(samples));
}

TEST(Difference, OfASoundToItselfIsNone) {
  const AudioBuffer sound = test::noise(2, 100000, 1);
  const Difference d = compare(*clipOf(sound), *clipOf(sound), {});
  EXPECT_TRUE(d.isSame());
  EXPECT_EQ(d.frames, 100000u);
  EXPECT_FALSE(d.nullDepth());
}

TEST(Difference, TellsTheLargestAndWhere) {
  const AudioBuffer sound = test::noise(2, 100000, 1, {-6});
  AudioBuffer other = sound;
  other[1][70000] += 0.25F;
  other[0][100] += 0.125F;
  const Difference d = compare(*clipOf(sound), *clipOf(other), {});
  EXPECT_EQ(d.changedSamples, 2u);
  EXPECT_NEAR(d.largest, 0.25, 1e-6);
  EXPECT_EQ(d.largestFrame, 70000u);
  EXPECT_EQ(d.largestChannel, 1);
  ASSERT_EQ(d.regions.size(), 2u);
  EXPECT_EQ(d.regions[1].start.value, 1);
}

TEST(Difference, AlignsASoundThatIsLaterOrEarlier) {
  const AudioBuffer sound = test::noise(2, 100000, 3);
  for (const std::int64_t shift : {777, -1234, 0}) {
    AudioBuffer other(2, 100000);
    for (int c = 0; c < 2; ++c)
      for (std::int64_t n = std::max<std::int64_t>(0, shift); n < std::min<std::int64_t>(100000, 100000 + shift); ++n)
        other[c][static_cast<std::size_t>(n)] = sound[c][static_cast<std::size_t>(n - shift)];
    const Difference d = compare(*clipOf(sound), *clipOf(other), {.search = 0.05_s});
    EXPECT_EQ(d.offset, shift);
    EXPECT_EQ(d.changedSamples, 0u);
    EXPECT_EQ(d.onlyA, static_cast<std::uint64_t>(std::abs(shift)));
  }
}

TEST(Difference, MatchesLevels) {
  const AudioBuffer sound = test::noise(1, 50000, 3, {-6});
  AudioBuffer other = sound;
  for (float& x : other[0]) x *= 0.5F;
  const Difference d = compare(*clipOf(sound), *clipOf(other), {.matchesLevel = true});
  EXPECT_NEAR(d.gain.value, 6.0206, 1e-3);
  EXPECT_LT(d.largest, 1e-6);
}

TEST(Difference, RefusesOtherRatesAndChannels) {
  EXPECT_THROW(compare(*clipOf(test::silence(1, 10)), *clipOf(test::silence(2, 10)), {}), Error);
  EXPECT_THROW(compare(*clipOf(test::silence(1, 10)), *clipOf(test::silence(1, 10), 44100), {}), Error);
}

}  // namespace
}  // namespace lathe::analysis
