// The search for the gain that meets a loudness target, against models of limiters.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/render/loudness_solver.h"

#include <gtest/gtest.h>

#include <cmath>

namespace lathe {
namespace {

/// Loudness of a model limiter: linear below the onset, then ever slower up to `most`.
double limited(double gain, double unlimited, double onset, double most) {
  const double free = unlimited + std::min(gain, onset);
  if (gain <= onset) return free;
  const double room = most - free;
  return free + room * (1 - std::exp(-(gain - onset) / room));
}

int trialsNeeded(double target, double unlimited, double truePeak, double ceiling, double most) {
  LoudnessSolver solver({target}, {unlimited}, {truePeak}, {ceiling});
  for (int trial = 1; trial <= 20; ++trial) {
    const Decibels gain = solver.next();
    const double loudness = limited(gain.value, unlimited, ceiling - truePeak, most);
    if (std::abs(loudness - target) <= 0.02) return trial;
    solver.add(gain, {loudness});
    if (solver.isHopeless()) return -trial;
  }
  return 99;
}

TEST(LoudnessSolver, HitsAtOnceWhereNothingIsLimited) { EXPECT_EQ(trialsNeeded(-23, -18, -3, -1, -4), 1); }

TEST(LoudnessSolver, NeedsFewTrialsBehindALimiter) {
  for (const double target : {-16.0, -14.0, -12.0, -10.0, -9.0, -8.0}) {
    const int trials = trialsNeeded(target, -20, -3, -1, -5);
    EXPECT_GT(trials, 0) << target;
    EXPECT_LE(trials, 6) << target;
  }
}

TEST(LoudnessSolver, GivesUpWhereTheLimiterLetsNoMoreThrough) {
  const int trials = trialsNeeded(-3, -20, -3, -1, -5);
  EXPECT_LT(trials, 0);
  EXPECT_GE(trials, -12) << "it should not take long to see it";
}

TEST(LoudnessSolver, StartsAnewNearAKnownGain) {
  LoudnessSolver solver({-14}, {-20}, {-3}, {-1});
  solver.add({6}, {-14.5});
  solver.restartNear({6.7});
  EXPECT_EQ(solver.next(), 6.7_dB);
}

}  // namespace
}  // namespace lathe
