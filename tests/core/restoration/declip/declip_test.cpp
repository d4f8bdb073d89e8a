// De-clip: levels are found, peaks come back, and all that was reliable stays bit for bit.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/declip/declip.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/core/render/render_signals.h"
#include "tests/support/played_tones.h"
#include "tests/support/signals.h"

namespace lathe {
namespace {

using lathe::testing::readAll;
using test::clipOf;

AudioBuffer clippedAt(const AudioBuffer& sound, float above, float below) {
  AudioBuffer out = sound;
  for (int c = 0; c < out.channels(); ++c)
    for (float& v : out[c]) v = std::clamp(v, -below, above);
  return out;
}

ClipPtr declipped(const AudioBuffer& sound, const DeclipSettings& settings = {}) {
  return declipOffline().apply(Settings(settings), clipOf(sound), false, {});
}

DeclipSettings inMode(DeclipMode mode) {
  DeclipSettings settings;
  settings.mode = mode;
  return settings;
}

TEST(Declip, FindsEitherPolaritysLevel) {
  const AudioBuffer sound = test::playedTones(1, 3 * 44100, 1);
  const auto levels = findClippingLevels(*clipOf(clippedAt(sound, 0.11f, 0.15f)), {});
  ASSERT_EQ(levels.size(), 1u);
  EXPECT_NEAR(static_cast<double>(levels[0].above), 0.11, 1e-4);
  EXPECT_NEAR(static_cast<double>(levels[0].below), 0.15, 1e-4);
  EXPECT_LE(levels[0].above, 0.11f);
}

TEST(Declip, FindsNoClippingInCleanSound) {
  for (const AudioBuffer& clean : {test::playedTones(2, 3 * 44100, 2), test::sine(1, 88200, 44100, 440_Hz),
                                   test::noise(1, 88200, 3), AudioBuffer(1, 100), AudioBuffer(1, 0)}) {
    const auto levels = findClippingLevels(*clipOf(clean), {});
    for (const ClippingLevels& l : levels) EXPECT_EQ(l, ClippingLevels{});
    EXPECT_EQ(test::largestDifference(readAll(*declipped(clean)).view(), clean.view()), 0);
  }
}

TEST(Declip, BringsPeaksBackAndTouchesNothingElse) {
  const AudioBuffer clean = test::playedTones(1, 3 * 44100, 4), clipped = clippedAt(clean, 0.1f, 0.1f);
  for (const auto& [mode, gain] : {std::pair(DeclipMode::Sparse, 12.0), std::pair(DeclipMode::Fast, 3.0)}) {
    const AudioBuffer out = readAll(*declipped(clipped, inMode(mode)));
    EXPECT_GT(test::signalToError(clean[0], out[0], 0, out.frames()),
              test::signalToError(clean[0], clipped[0], 0, out.frames()) + gain);
    for (std::size_t n = 0; n < out.frames(); ++n) {
      if (std::abs(clipped[0][n]) < 0.1f * 0.9998f) {
        ASSERT_EQ(out[0][n], clipped[0][n]) << n;
      } else {
        ASSERT_GE(out[0][n] * std::copysign(1.0f, clipped[0][n]), std::abs(clipped[0][n])) << n;
      }
    }
  }
}

TEST(Declip, MakesRoomWhereThatIsAskedFor) {
  AudioBuffer clean = test::playedTones(1, 44100, 5);
  for (float& v : clean[0]) v *= 4;
  const AudioBuffer clipped = clippedAt(clean, 1, 1);
  DeclipSettings roomy;
  roomy.makesRoom = true;
  EXPECT_GT(test::peak(readAll(*declipped(clipped)).view()), 1.05);
  EXPECT_NEAR(test::peak(readAll(*declipped(clipped, roomy)).view()), 1, 1e-6);
}

TEST(Declip, FinishesOnAlmostNothingLeft) {
  const AudioBuffer clean = test::playedTones(1, 44100, 6), clipped = clippedAt(clean, 0.01f, 0.01f);
  const AudioBuffer out = readAll(*declipped(clipped));
  EXPECT_GT(test::signalToError(clean[0], out[0], 0, out.frames()),
            test::signalToError(clean[0], clipped[0], 0, out.frames()));
}

}  // namespace
}  // namespace lathe
