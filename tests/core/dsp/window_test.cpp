// Windows by what they promise: their edges, their symmetry, and what shifted copies add up to.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/dsp/window.h"

#include <gtest/gtest.h>

#include <cmath>

namespace lathe {
namespace {

TEST(Window, HannOfEveryPhaseHasItsEdgesWhereItSays) {
  const auto periodic = hannWindow(8, WindowPhase::Periodic), centred = hannWindow(8, WindowPhase::Centred);
  const auto symmetric = hannWindow(8, WindowPhase::Symmetric);
  EXPECT_EQ(periodic[0], 0);
  EXPECT_EQ(periodic[4], 1);
  EXPECT_NEAR(symmetric[0], 0, 1e-16);
  EXPECT_NEAR(symmetric[7], 0, 1e-16);
  EXPECT_NEAR(centred[0], 0.5 - 0.5 * std::cos(std::acos(-1.0) / 8), 1e-15);
  for (std::size_t n = 0; n < 4; ++n) {
    EXPECT_NEAR(centred[n], centred[7 - n], 1e-15);
    EXPECT_NEAR(symmetric[n], symmetric[7 - n], 1e-15);
  }
}

TEST(Window, HannAndItsRootsSquareAddUpToOneAtHalfTheirLength) {
  for (const auto phase : {WindowPhase::Periodic, WindowPhase::Centred}) {
    for (std::size_t n = 0; n < 32; ++n) {
      EXPECT_NEAR(hann(n, 64, phase) + hann(n + 32, 64, phase), 1, 1e-15);
      EXPECT_NEAR(rootHann(n, 64, phase) * rootHann(n, 64, phase), hann(n, 64, phase), 1e-15);
    }
  }
}

TEST(Window, BlackmanHarrisAndKaiserAreOneInTheMiddleAndSmallAtTheEdges) {
  EXPECT_NEAR(blackmanHarris(0.5), 1, 1e-15);
  EXPECT_NEAR(blackmanHarris(0), 6e-5, 1e-12);
  EXPECT_NEAR(kaiser(0.5, 9), 1, 1e-15);
  EXPECT_NEAR(kaiser(0, 9), 1 / besselI0(9), 1e-15);
  EXPECT_NEAR(besselI0(1), 1.2660658777520084, 1e-15);
  EXPECT_NEAR(besselI0(9), 1093.5883545113747, 1e-9);
}

TEST(Window, RaisedCosineRisesFromNothingToOneAndStays) {
  EXPECT_EQ(raisedCosine(-1), 0);
  EXPECT_EQ(raisedCosine(0), 0);
  EXPECT_NEAR(raisedCosine(0.5), 0.5, 1e-16);
  EXPECT_EQ(raisedCosine(1), 1);
  EXPECT_EQ(raisedCosine(7), 1);
  for (int i = 0; i < 100; ++i) {
    EXPECT_LT(raisedCosine(i / 100.0), raisedCosine((i + 1) / 100.0));
    EXPECT_NEAR(raisedCosine(i / 100.0) + raisedCosine(1 - i / 100.0), 1, 1e-15);
  }
}

}  // namespace
}  // namespace lathe
