// Linear prediction and the interpolation that rests on it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/dsp/ar_model.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>

#include "core/audio/random.h"
#include "core/dsp/ar_interpolation.h"

namespace lathe {
namespace {

/// x(n) = 1.6 x(n-1) - 0.9 x(n-2) + e(n), e uniform in +-1.
std::vector<double> process(std::size_t count, std::uint64_t seed) {
  Random random(seed);
  std::vector<double> x(count);
  for (std::size_t n = 0; n < count; ++n)
    x[n] = random.even() + (n > 0 ? 1.6 * x[n - 1] : 0) - (n > 1 ? 0.9 * x[n - 2] : 0);
  return x;
}

ArModel modelOf(std::span<const double> x, std::size_t order) {
  std::vector<double> lags(order + 1);
  autocorrelate(x, lags);
  ArModel model = levinsonDurbin(lags);
  model.variance /= static_cast<double>(x.size());
  return model;
}

TEST(ArModel, FindsTheFilterAndTheNoiseOfAProcess) {
  const ArModel model = modelOf(process(200000, 1), 4);
  const double wanted[] = {1, -1.6, 0.9, 0, 0};
  for (std::size_t k = 0; k < 5; ++k) EXPECT_NEAR(model.coefficients[k], wanted[k], 0.02) << k;
  EXPECT_NEAR(model.variance, 1.0 / 3, 0.01);
}

TEST(ArModel, BurgFindsTheSame) {
  const ArModel model = burg(process(100000, 4), 3);
  const double wanted[] = {1, -1.6, 0.9, 0};
  for (std::size_t k = 0; k < 4; ++k) EXPECT_NEAR(model.coefficients[k], wanted[k], 0.02) << k;
  EXPECT_NEAR(model.variance, 1.0 / 3, 0.01);
  EXPECT_EQ(burg(std::vector<double>(100), 5).coefficients[1], 0);
  EXPECT_EQ(burg({}, 5).variance, 0);
}

TEST(ArModel, OfSilencePredictsSilence) {
  const std::vector<double> lags(9);
  const ArModel model = levinsonDurbin(lags);
  EXPECT_EQ(model.coefficients[0], 1);
  for (std::size_t k = 1; k < 9; ++k) EXPECT_EQ(model.coefficients[k], 0);
  EXPECT_EQ(model.variance, 0);
}

TEST(ArInterpolation, FillsASineToMinusEightyDecibels) {
  std::vector<double> x(4000);
  for (std::size_t n = 0; n < x.size(); ++n) x[n] = std::sin(0.1 * static_cast<double>(n));
  const std::vector<double> wanted(x.begin() + 2000, x.begin() + 2030);
  std::vector<std::size_t> places;
  for (std::size_t n = 2000; n < 2030; ++n) places.push_back(n), x[n] = 0;
  // The exact predictor of a sine.
  ArInterpolation interpolate(ArModel{{1, -2 * std::cos(0.1), 1}, 1e-6});
  std::vector<double> values(places.size());
  ASSERT_TRUE(interpolate(x, places, {}, values));
  for (std::size_t i = 0; i < values.size(); ++i) EXPECT_NEAR(values[i], wanted[i], 1e-4);
}

TEST(ArInterpolation, ComesWithinTheTheoreticalErrorOfOneMissingSample) {
  // The least mean square error of one missing sample is the excitation's variance over the coefficients' energy.
  std::vector<double> x = process(100000, 2);
  const ArModel model{{1, -1.6, 0.9}, 1.0 / 3};
  ArInterpolation interpolate(model);
  double error = 0;
  int count = 0;
  for (std::size_t at = 100; at + 100 < x.size(); at += 50, ++count) {
    const std::size_t place[] = {at};
    double value[1];
    ASSERT_TRUE(interpolate(x, place, {}, value));
    error += (value[0] - x[at]) * (value[0] - x[at]);
  }
  EXPECT_NEAR(error / count, model.variance / (1 + 1.6 * 1.6 + 0.9 * 0.9), 0.01);
}

TEST(ArInterpolation, KeepsAnUndamagedSampleAndIgnoresAWorthlessOne) {
  const std::vector<double> x = process(2000, 3);
  ArInterpolation interpolate(ArModel{{1, -1.6, 0.9}, 1.0 / 3});
  const std::size_t places[] = {1000, 1001, 1002};
  std::vector<double> free(3), kept = {5, 6, 7}, ignored = {5, 6, 7};
  ASSERT_TRUE(interpolate(x, places, {}, free));
  ASSERT_TRUE(interpolate(x, places, std::vector<double>(3, 1e-9), kept));
  ASSERT_TRUE(interpolate(x, places, std::vector<double>(3, std::numeric_limits<double>::infinity()), ignored));
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(kept[i], 5 + static_cast<double>(i), 1e-5);
    EXPECT_EQ(ignored[i], free[i]);
  }
}

TEST(Cholesky, SolvesABandedSystemAndRefusesAnIndefiniteOne) {
  std::vector<double> matrix = {4, 0, 0, 1, 3, 0, 0, 1, 2}, right = {6, 10, 8};  // 4a+b=6, a+3b+c=10, b+2c=8
  ASSERT_TRUE(solveCholesky(matrix, right, 1));
  EXPECT_NEAR(4 * right[0] + right[1], 6, 1e-12);
  EXPECT_NEAR(right[0] + 3 * right[1] + right[2], 10, 1e-12);
  EXPECT_NEAR(right[1] + 2 * right[2], 8, 1e-12);
  std::vector<double> bad = {1, 0, 2, 1}, any = {1, 1};
  EXPECT_FALSE(solveCholesky(bad, any, 1));
}

}  // namespace
}  // namespace lathe
