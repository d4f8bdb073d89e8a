// Loudness over time and its distribution.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/loudness/loudness_series.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/measurement/measurement.h"
#include "tests/support/ebu_signals.h"

namespace lathe::analysis {
namespace {

using test::kSilence;
using test::SteppedTone;

Measurement measure(const SteppedTone& tone, Seconds step) {
  Meter meter({.seriesStep = step});
  meter.begin({tone.sampleRate(), ChannelLayout::stereo()});
  feed(tone, 2, 1000, [&](ConstAudioView block) { meter.add(block); });
  return meter.result();
}

TEST(LoudnessSeries, HasTheLoudestWindowOfEachStep) {
  for (const int rate : {44100, 96000}) {
    // The tone sounds from 5.03 s to 5.43 s: only the window that ends at 5.43 s is full of it.
    const Measurement m = measure(SteppedTone(rate, {{5.03, -60}, {0.4, -20}, {5.0, -60}}), 0.1_s);
    const LoudnessSeries& s = m.series.value();
    ASSERT_EQ(s.size(), 105u);
    ASSERT_EQ(s.shortTerm.size(), s.size());
    EXPECT_EQ(s.momentary[2], -INFINITY) << "no window of 400 ms is complete";
    EXPECT_NEAR(s.momentary[3], -59.993, 0.01);
    EXPECT_EQ(s.shortTerm[28], -INFINITY);
    EXPECT_NEAR(s.shortTerm[29], -59.993, 0.01);
    const auto loudest = static_cast<std::size_t>(std::ranges::max_element(s.momentary) - s.momentary.begin());
    EXPECT_EQ(loudest, 54u);
    EXPECT_NEAR(s.time(loudest).value, 5.5, 1e-9);
    EXPECT_NEAR(s.momentary[loudest], -19.993, 0.01);
    EXPECT_NEAR(std::ranges::max(s.shortTerm), m.maxShortTerm->loudness.value, 1e-5);
  }
}

TEST(LoudnessSeries, KeepsItsMaximaInCoarserSteps) {
  const SteppedTone tone(48000, {{4.2, -30}, {0.4, -14}, {3.1, -25}, {4, kSilence}});
  const Measurement fine = measure(tone, 0.1_s), coarse = measure(tone, 1.0_s);
  ASSERT_EQ(coarse.series->size(), 12u);
  EXPECT_EQ(std::ranges::max(coarse.series->momentary), std::ranges::max(fine.series->momentary));
  EXPECT_EQ(std::ranges::max(coarse.series->shortTerm), std::ranges::max(fine.series->shortTerm));
  EXPECT_EQ(coarse.series->momentary[0],
            *std::max_element(fine.series->momentary.begin(), fine.series->momentary.begin() + 10));
  EXPECT_EQ(coarse.series->momentary[11], -INFINITY) << "silence";
  EXPECT_FALSE(measureClip(MemoryClip({48000, ChannelLayout::mono()}, AudioBuffer(1, 100))).series);
}

TEST(LoudnessHistogram, CountsTheWindowsOfTheRange) {
  const Measurement m = measure(SteppedTone(48000, {{10, -20}, {10, -30}, {10, kSilence}}), 1.0_s);
  const LoudnessHistogram& h = m.histogram;
  const auto counts = std::accumulate(h.counts.begin(), h.counts.end(), 0u);
  EXPECT_EQ(counts + h.below, 271u);  // ten a second, the first after 3 s
  EXPECT_EQ(h.below, 71u);            // ends after 23 s: nothing but silence and what the filters leave behind
  EXPECT_EQ(h.counts.back(), 71u);    // -19.993: all windows within the first 10 s
  EXPECT_NEAR(h.first.value + LoudnessHistogram::kWidth * static_cast<double>(h.counts.size()), -19.5, 1e-9);
  EXPECT_TRUE(measure(SteppedTone(48000, {{10, kSilence}}), 1.0_s).histogram.counts.empty());
}

}  // namespace
}  // namespace lathe::analysis
