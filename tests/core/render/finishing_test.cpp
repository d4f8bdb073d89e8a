// Where chains are cut for delivery.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/render/finishing.h"

#include <gtest/gtest.h>

#include "core/processors/dither.h"
#include "core/processors/eq.h"
#include "core/processors/gain.h"
#include "core/processors/limiter.h"

namespace lathe {
namespace {

const Stage kGain{GainSettings{}}, kEq{EqSettings{}}, kLimiter{LimiterSettings{}}, kDither{DitherSettings{}};
const Stage kLimiterOff{LimiterSettings{}, true}, kDitherOff{DitherSettings{}, true};

std::size_t cut(const std::vector<Stage>& stages) {
  const SplitChain parts = splitForDelivery({stages});
  std::vector<Stage> joined = parts.before.stages;
  joined.insert(joined.end(), parts.after.stages.begin(), parts.after.stages.end());
  EXPECT_EQ(joined, stages) << "no stage is lost or moved";
  return parts.before.stages.size();
}

TEST(SplitForDelivery, CutsBeforeTheLastLimiter) {
  EXPECT_EQ(cut({kEq, kLimiter, kDither}), 1u);
  EXPECT_EQ(cut({kLimiter, kEq, kLimiter, kDither}), 2u);
  EXPECT_EQ(cut({kLimiter}), 0u);
}

TEST(SplitForDelivery, TakesWhatFollowsTheLimiterAlong) { EXPECT_EQ(cut({kEq, kLimiter, kGain, kDither}), 1u); }

TEST(SplitForDelivery, CutsBeforeTheDitherWhereThereIsNoLimiter) {
  EXPECT_EQ(cut({kEq, kGain, kDither}), 2u);
  EXPECT_EQ(cut({kEq, kLimiterOff, kDither}), 2u);
  EXPECT_EQ(cut({kLimiter, kEq, kLimiterOff, kDither}), 0u);
}

TEST(SplitForDelivery, LeavesNothingForTheEndWhereThereIsNeither) {
  EXPECT_EQ(cut({}), 0u);
  EXPECT_EQ(cut({kEq, kGain}), 2u);
  EXPECT_EQ(cut({kEq, kDitherOff}), 2u);
}

}  // namespace
}  // namespace lathe
