// Gap fill: missing passages come back from both sides.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/gap_fill.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/audio/error.h"
#include "tests/core/render/render_signals.h"
#include "tests/support/played_tones.h"
#include "tests/support/signals.h"

namespace lathe {
namespace {

using lathe::testing::readAll;
using test::clipOf;

AudioBuffer without(AudioBuffer sound, const std::vector<Gap>& gaps) {
  for (const Gap& gap : gaps)
    std::fill_n(sound[gap.channel].begin() + static_cast<std::ptrdiff_t>(gap.start), gap.length, 0.0f);
  return sound;
}

TEST(GapFill, FillsAHeldChordFromBothSides) {
  AudioBuffer chord(1, 3 * 44100);
  for (const double f : {220.0, 277.2, 331.0, 663.5}) {
    const AudioBuffer tone = test::sine(1, chord.frames(), 44100, Hertz{f}, -20.0_dB);
    for (std::size_t n = 0; n < chord.frames(); ++n) chord[0][n] += tone[0][n];
  }
  for (const auto& [length, snr] : {std::pair<std::uint64_t, double>(441, 40), {2205, 20}, {8820, 6}}) {
    const std::vector<Gap> gaps = {{60000, length, 0}};
    const AudioBuffer out = readAll(*fillGaps(clipOf(without(chord, gaps)), gaps, {}));
    EXPECT_GT(test::signalToError(chord[0], out[0], 60000, 60000 + length), snr) << length << " samples";
  }
}

TEST(GapFill, FillsPlayedNotesAndTouchesNothingElse) {
  const AudioBuffer clean = test::playedTones(1, 3 * 44100, 21);
  const std::vector<Gap> gaps = {{46300, 441, 0}, {72500, 882, 0}};
  const AudioBuffer holed = without(clean, gaps), out = readAll(*fillGaps(clipOf(holed), gaps, {}));
  for (const Gap& gap : gaps) EXPECT_GT(test::signalToError(clean[0], out[0], gap.start, gap.start + gap.length), 15);
  for (std::size_t n = 0; n < out.frames(); ++n)
    if (std::ranges::none_of(gaps, [&](const Gap& g) { return n >= g.start && n < g.start + g.length; })) {
      ASSERT_EQ(out[0][n], clean[0][n]) << n;
    }
}

TEST(GapFill, FindsDropoutsAndNoPauses) {
  AudioBuffer sound = test::playedTones(2, 4 * 44100, 22);
  const std::vector<Gap> gaps = {{50000, 300, 0}, {90000, 4000, 1}};
  sound = without(sound, gaps);
  for (int c = 0; c < 2; ++c) std::fill(sound[c].begin(), sound[c].begin() + 5000, 0.0f);  // silence before
  for (int c = 0; c < 2; ++c) std::fill(sound[c].begin() + 120000, sound[c].end(), 0.0f);  // and after
  EXPECT_EQ(findDropouts(*clipOf(sound), {}), gaps);
}

TEST(GapFill, TakesPassagesInSeconds) {
  const AudioBuffer clean = test::playedTones(1, 2 * 44100, 23);
  GapFillSettings settings{"0.5-0.51, 1-1.01"};
  const AudioBuffer out = readAll(*gapFillOffline().apply(Settings(settings), clipOf(clean), false, {}));
  EXPECT_EQ(out[0][22049], clean[0][22049]);
  EXPECT_NE(out[0][22100], clean[0][22100]);
  EXPECT_EQ(out[0][22491], clean[0][22491]);
  EXPECT_NE(out[0][44200], clean[0][44200]);
  Settings typed(GapFillSettings::type());
  for (const char* bad : {"1", "2-1", "a-b", "1-2-3"}) EXPECT_THROW(typed.setText("gaps", bad), Error) << bad;
  EXPECT_THROW(fillGaps(clipOf(clean), {{0, 50000, 0}}, {}), Error);
  EXPECT_THROW(fillGaps(clipOf(clean), {{88000, 900, 0}}, {}), Error);
}

}  // namespace
}  // namespace lathe
