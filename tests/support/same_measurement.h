// Whether two measurements have the same figures: to the bit, or within a bound.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <gtest/gtest.h>

#include "analysis/measurement/measurement.h"

namespace lathe::test {

template <class Level>
void expectSame(const char* what, const std::optional<Level>& a, const std::optional<Level>& b, double within) {
  ASSERT_EQ(a.has_value(), b.has_value()) << what;
  if (!a) return;
  EXPECT_NEAR(a->value, b->value, within) << what;
}

inline void expectSame(const analysis::FlatRuns& a, const analysis::FlatRuns& b) {
  EXPECT_EQ(a.count, b.count);
  EXPECT_EQ(a.samples, b.samples);
  EXPECT_EQ(a.longest, b.longest);
  EXPECT_EQ(a.first, b.first);
}

/// `within`: dB and LU of whatever loudness is part of; all else is the same to the bit. 0 asks for the same bits.
inline void expectSame(const analysis::Measurement& a, const analysis::Measurement& b, double within = 0) {
  EXPECT_EQ(a.frames, b.frames);
  expectSame("integrated", a.integrated, b.integrated, within);
  expectSame("relative threshold", a.relativeThreshold, b.relativeThreshold, within);
  expectSame("range", a.loudnessRange, b.loudnessRange, within);
  for (const auto maximum : {&analysis::Measurement::maxMomentary, &analysis::Measurement::maxShortTerm}) {
    ASSERT_EQ((a.*maximum).has_value(), (b.*maximum).has_value());
    if (!(a.*maximum)) continue;
    EXPECT_NEAR((a.*maximum)->loudness.value, (b.*maximum)->loudness.value, within);
    EXPECT_EQ((a.*maximum)->time.value, (b.*maximum)->time.value);
  }
  ASSERT_EQ(a.truePeak.has_value(), b.truePeak.has_value());
  if (a.truePeak) {
    EXPECT_EQ(a.truePeak->level.value, b.truePeak->level.value);
    EXPECT_EQ(a.truePeak->time.value, b.truePeak->time.value);
    EXPECT_EQ(a.truePeak->channel, b.truePeak->channel);
  }
  expectSame("annex 2", a.annex2Peak, b.annex2Peak, 0);
  expectSame("sample peak", a.samplePeak, b.samplePeak, 0);
  EXPECT_EQ(a.clippedRuns, b.clippedRuns);
  EXPECT_EQ(a.flatTopRuns, b.flatTopRuns);
  EXPECT_EQ(a.nonFiniteSamples, b.nonFiniteSamples);
  EXPECT_EQ(a.isSilent, b.isSilent);
  EXPECT_EQ(a.areChannelsIdentical, b.areChannelsIdentical);
  ASSERT_EQ(a.correlation.has_value(), b.correlation.has_value());
  if (a.correlation) {
    EXPECT_EQ(a.correlation->whole, b.correlation->whole);
    EXPECT_EQ(a.correlation->minimum, b.correlation->minimum);
    EXPECT_EQ(a.correlation->minimumTime.value, b.correlation->minimumTime.value);
  }
  ASSERT_EQ(a.overs.has_value(), b.overs.has_value());
  if (a.overs) {
    EXPECT_EQ(a.overs->count, b.overs->count);
    ASSERT_EQ(a.overs->listed.size(), b.overs->listed.size());
    for (std::size_t i = 0; i < a.overs->listed.size(); ++i) {
      EXPECT_EQ(a.overs->listed[i].start.value, b.overs->listed[i].start.value);
      EXPECT_EQ(a.overs->listed[i].level.value, b.overs->listed[i].level.value);
    }
  }
  ASSERT_EQ(a.channels.size(), b.channels.size());
  for (std::size_t c = 0; c < a.channels.size(); ++c) {
    expectSame("channel's true peak", a.channels[c].truePeak, b.channels[c].truePeak, 0);
    expectSame("channel's annex 2", a.channels[c].annex2Peak, b.channels[c].annex2Peak, 0);
    expectSame("channel's sample peak", a.channels[c].samplePeak, b.channels[c].samplePeak, 0);
    expectSame("channel's rms", a.channels[c].rms, b.channels[c].rms, 0);
    EXPECT_EQ(a.channels[c].dcOffset, b.channels[c].dcOffset);
    expectSame(a.channels[c].clipped, b.channels[c].clipped);
    expectSame(a.channels[c].flatTops, b.channels[c].flatTops);
  }
}

}  // namespace lathe::test
