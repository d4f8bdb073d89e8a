// De-click, live: single wrong samples are filled, music stays as it is, and what comes out is in time.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/declick/declick_live.h"

#include <gtest/gtest.h>

#include "core/processors/live_run.h"
#include "tests/core/render/render_signals.h"
#include "tests/support/played_tones.h"

namespace lathe::test {
namespace {

using lathe::testing::readAll;

TEST(DeclickLive, FillsDigitalClicksAndTouchesNothingElse) {
  const AudioBuffer clean = playedTones(1, 4 * 44100, 61);
  AudioBuffer in = clean;
  std::vector<std::size_t> places;
  for (std::size_t at = 9000; at + 9000 < in.frames(); at += 7919) {
    places.push_back(at);
    for (std::size_t n = 0; n < 1 + at % 6; ++n) in[0][at + n] += at % 2 ? 0.2f : -0.15f;
  }
  DeclickLive live(DeclickSettings{});
  const AudioBuffer out = readAll(*throughProcessor(live, clipOf(in), {}));
  double before = 0, after = 0;
  std::size_t changed = 0, far = 0;
  for (std::size_t n = 0; n < in.frames(); ++n) {
    before += std::pow(static_cast<double>(in[0][n] - clean[0][n]), 2);
    after += std::pow(static_cast<double>(out[0][n] - clean[0][n]), 2);
    if (out[0][n] == in[0][n]) continue;
    ++changed;
    bool isNear = false;
    for (const std::size_t at : places) isNear = isNear || (n + 50 > at && n < at + 50);
    far += !isNear;
  }
  EXPECT_GE(live.filled(), places.size() - 1);
  EXPECT_GT(10 * std::log10(before / after), 20);
  EXPECT_EQ(far, 0u);
  EXPECT_GT(changed, 0u);
}

TEST(DeclickLive, LeavesPlayedTonesBitForBit) {
  const AudioBuffer clean = playedTones(2, 6 * 44100, 62);
  DeclickLive live(DeclickSettings{});
  const AudioBuffer out = readAll(*throughProcessor(live, clipOf(clean), {}));
  EXPECT_EQ(largestDifference(clean.view(), out.view()), 0);
}

}  // namespace
}  // namespace lathe::test
