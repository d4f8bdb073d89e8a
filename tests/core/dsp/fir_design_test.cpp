// Windowed-sinc filters, measured.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/dsp/fir_design.h"

#include <gtest/gtest.h>

#include "tests/support/response.h"

namespace lathe {
namespace {

double level(const std::vector<double>& taps, double frequency) {
  return 20 * std::log10(std::abs(test::responseAt(taps, frequency, 1)) + 1e-300);
}

TEST(FirDesign, LowPassKeepsItsPassbandAndItsAttenuation) {
  for (const double attenuation : {60.0, 100.0, 140.0}) {
    const std::vector<double> taps = designLowPass(kaiserLength({attenuation}, 0.05) | 1, 0.2, {attenuation});
    const double reached = attenuation - 3;  // Kaiser's formulas are approximate
    const double ripple = 20 * std::log10(1 + std::pow(10, -reached / 20));
    for (double f = 0; f <= 0.175; f += 0.001) EXPECT_NEAR(level(taps, f), 0, ripple) << f;
    for (double f = 0.225; f <= 0.5; f += 0.001) EXPECT_LT(level(taps, f), -reached) << f;
    EXPECT_NEAR(level(taps, 0.2), -6.02, 0.01);
  }
}

TEST(FirDesign, HalfbandHasZerosAtEverySecondTap) {
  const std::vector<double> taps = designHalfband(0.22, 120_dB);
  ASSERT_EQ(taps.size() % 4, 3u);
  const std::size_t middle = taps.size() / 2;
  for (std::size_t i = 0; i < taps.size(); ++i) {
    EXPECT_EQ(taps[i], taps[taps.size() - 1 - i]);
    if (i % 2 == 1) {
      EXPECT_EQ(taps[i], i == middle ? 0.5 : 0.0);
    }
  }
  for (double f = 0; f <= 0.22; f += 0.001) EXPECT_NEAR(level(taps, f), 0, 1e-5) << f;
  for (double f = 0.28; f <= 0.5; f += 0.001) EXPECT_LT(level(taps, f), -119) << f;
}

TEST(FirDesign, KaiserWindowIsOneInTheMiddleAndSymmetric) {
  const std::vector<double> window = kaiserWindow(9, 8);
  EXPECT_EQ(window[4], 1);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(window[i], window[8 - i]);
  EXPECT_NEAR(window[0], 1 / 427.564, 1e-8) << "1 / I0(8), Abramowitz and Stegun table 9.8";
}

}  // namespace
}  // namespace lathe
