// The demo's own sine and power of two against the C library's.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/synth/exact_math.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace lathe::synth {
namespace {

TEST(ExactMath, SineIsWithinOneHundredBillionthOfTheTrueOne) {
  for (int i = -40000; i <= 40000; ++i) {
    const double turns = i / 9973.0;
    EXPECT_NEAR(sine(turns), std::sin(2 * std::numbers::pi * turns), 1e-11) << turns;
    EXPECT_NEAR(cosine(turns), std::cos(2 * std::numbers::pi * turns), 1e-11) << turns;
  }
}

TEST(ExactMath, PowerOfTwoIsWithinOneHundredBillionthOfTheTrueOne) {
  for (int i = -2000; i <= 2000; ++i) EXPECT_NEAR(powerOfTwo(i / 97.0) / std::exp2(i / 97.0), 1, 1e-11);
}

TEST(ExactMath, DecayFallsBySixtyDecibelsInItsTime) {
  EXPECT_NEAR(std::pow(decayFactor(0.25, 44100), 0.25 * 44100), 0.001, 1e-9);
  EXPECT_NEAR(levelToGain(-6), std::pow(10, -0.3), 1e-10);
}

}  // namespace
}  // namespace lathe::synth
