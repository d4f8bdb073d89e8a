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

TEST(LoudnessSolver, KnowsWhatALowerCeilingDoesToItsTrials) {
  LoudnessSolver solver({-14}, {-20}, {-3}, {-1});
  const auto loudness = [](double gain, double ceiling) { return Lufs{limited(gain, -20, ceiling + 3, ceiling - 4)}; };
  Decibels gain = solver.next();
  for (int trial = 0; trial < 4; ++trial, gain = solver.next()) solver.add(gain, loudness(gain.value, -1));
  solver.lowerCeiling(0.7_dB);
  gain = solver.next();
  EXPECT_NEAR(loudness(gain.value, -1.7).value, -14, 0.1) << "the first trial under the lower ceiling is close already";
}

TEST(LoudnessSolver, ProposesNoGainThatAGainStageCannotGive) {
  LoudnessSolver solver({-14}, {-69}, {-60}, {-1});
  EXPECT_EQ(solver.next(), LoudnessSolver::kHighestGain);
  solver.add(solver.next(), {-21});
  EXPECT_TRUE(solver.isHopeless());
}

TEST(LoudnessSolver, HalvesWhereAnEncoderMadeMoreOfLess) {
  LoudnessSolver solver({-14}, {-20}, {-3}, {-1});
  solver.add({7.0}, {-13.96});
  solver.add({7.1}, {-14.04});
  EXPECT_NEAR(solver.next().value, 7.05, 1e-9);
}

}  // namespace
}  // namespace lathe
