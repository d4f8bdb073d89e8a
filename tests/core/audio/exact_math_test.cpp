// The functions of core/audio/exact_math.h against long double, at their edges, and to the last bit.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/audio/exact_math.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>

#include "core/audio/random.h"

namespace lathe {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Distance in units in the last place of `expected`.
double error(double value, long double expected) {
  int exponent = 0;
  std::frexp(expected, &exponent);
  return static_cast<double>(std::abs(value - expected) / std::ldexp(1.0L, exponent - 53));
}

struct Range {
  const char* name;
  double (*own)(double);
  long double (*expected)(long double);
  double low, high;
  double bound;                ///< units in the last place
  bool isLogarithmic = false;  ///< how arguments are drawn
};

const Range kRanges[] = {
    {"exp", exact::exp, [](long double x) { return std::exp(x); }, -700, 700, 1.1},
    {"exp near 0", exact::exp, [](long double x) { return std::exp(x); }, -1, 1, 1.1},
    {"exp2", exact::exp2, [](long double x) { return std::exp2(x); }, -1000, 1000, 1.1},
    {"exp10", exact::exp10, [](long double x) { return std::pow(10.0L, x); }, -300, 300, 1.1},
    {"exp10 of levels", exact::exp10, [](long double x) { return std::pow(10.0L, x); }, -6, 2, 1.1},
    {"expm1", exact::expm1, [](long double x) { return std::expm1(x); }, -30, 30, 1.1},
    {"expm1 near 0", exact::expm1, [](long double x) { return std::expm1(x); }, 1e-12, 1, 1.1, true},
    {"log", exact::log, [](long double x) { return std::log(x); }, 1e-300, 1e300, 1.1, true},
    {"log near 1", exact::log, [](long double x) { return std::log(x); }, 0.5, 2, 1.1},
    {"log2", exact::log2, [](long double x) { return std::log2(x); }, 1e-300, 1e300, 1.1, true},
    {"log2 near 1", exact::log2, [](long double x) { return std::log2(x); }, 0.5, 2, 1.1},
    {"log10", exact::log10, [](long double x) { return std::log10(x); }, 1e-300, 1e300, 1.1, true},
    {"log10 near 1", exact::log10, [](long double x) { return std::log10(x); }, 0.5, 2, 1.1},
    {"log1p", exact::log1p, [](long double x) { return std::log1p(x); }, 1e-12, 1e9, 1.5, true},
    {"sin", exact::sin, [](long double x) { return std::sin(x); }, -7, 7, 1.1},
    {"sin of long phases", exact::sin, [](long double x) { return std::sin(x); }, -1e9, 1e9, 1.1},
    {"cos", exact::cos, [](long double x) { return std::cos(x); }, -7, 7, 1.1},
    {"cos of long phases", exact::cos, [](long double x) { return std::cos(x); }, -1e9, 1e9, 1.1},
    {"tan", exact::tan, [](long double x) { return std::tan(x); }, -1.57, 1.57, 3},
    {"atan", exact::atan, [](long double x) { return std::atan(x); }, 1e-9, 1e9, 1.1, true},
    {"tanh", exact::tanh, [](long double x) { return std::tanh(x); }, 1e-9, 30, 3, true},
};

TEST(ExactMathematics, IsWithinItsBoundsOfTheTrueValues) {
  for (const Range& range : kRanges) {
    Random random(1);
    double worst = 0, at = 0;
    for (int i = 0; i < 100000; ++i) {
      const double share = random.share();
      const double x = range.isLogarithmic ? range.low * std::pow(range.high / range.low, share)
                                           : range.low + share * (range.high - range.low);
      const double e = error(range.own(x), range.expected(static_cast<long double>(x)));
      if (e > worst) worst = e, at = x;
    }
    EXPECT_LT(worst, range.bound) << range.name << " at " << at;
  }
}

TEST(ExactMathematics, OfTwoNumbersIsWithinItsBounds) {
  Random random(2);
  double power = 0, angle = 0;
  for (int i = 0; i < 100000; ++i) {
    const double x = std::exp(40 * random.even()), y = 16 * random.even(), a = random.even(), b = random.even();
    const long double expected = std::pow(static_cast<long double>(x), static_cast<long double>(y));
    if (expected > 1e-300L && expected < 1e300L) power = std::max(power, error(exact::pow(x, y), expected));
    angle = std::max(angle,
                     error(exact::atan2(a, b), std::atan2(static_cast<long double>(a), static_cast<long double>(b))));
  }
  EXPECT_LT(power, 3);
  EXPECT_LT(angle, 1.5);
}

TEST(ExactMathematics, IsExactWhereTheValueIs) {
  for (int n = -1000; n <= 1000; ++n) {
    EXPECT_EQ(exact::exp2(n), std::ldexp(1.0, n)) << n;
    EXPECT_EQ(exact::log2(std::ldexp(1.0, n)), n);
    EXPECT_EQ(exact::pow(2, n), std::ldexp(1.0, n)) << n;
  }
  double power = 1;
  for (int n = 0; n <= 22; ++n, power *= 10) {
    EXPECT_EQ(exact::exp10(n), power) << n;
    EXPECT_EQ(exact::log10(power), n) << n;
  }
  EXPECT_EQ(exact::exp(0.0), 1);
  EXPECT_EQ(exact::log(1.0), 0);
  EXPECT_EQ(exact::sin(0), 0);
  EXPECT_EQ(exact::cos(0), 1);
  EXPECT_EQ(exact::sin(std::numbers::pi / 2), 1);
  EXPECT_EQ(exact::hypot(3, 4), 5);
}

TEST(ExactMathematics, AnswersTheEdgesAsTheStandardSays) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  using Function = double (*)(double);
  const Function functions[] = {exact::exp, exact::log, exact::log10, exact::exp10, exact::expm1, exact::log2,
                                exact::sin, exact::cos, exact::tan,   exact::atan,  exact::tanh};
  for (const Function function : functions) EXPECT_TRUE(std::isnan(function(nan)));
  EXPECT_EQ(exact::exp(-kInfinity), 0);
  EXPECT_EQ(exact::exp(kInfinity), kInfinity);
  EXPECT_EQ(exact::exp(710.0), kInfinity);
  EXPECT_EQ(exact::exp(-750.0), 0);
  EXPECT_EQ(exact::exp2(-1074), std::numeric_limits<double>::denorm_min());
  EXPECT_EQ(exact::log(0.0), -kInfinity);
  EXPECT_EQ(exact::log(kInfinity), kInfinity);
  EXPECT_TRUE(std::isnan(exact::log(-1.0)));
  EXPECT_NEAR(exact::log(std::numeric_limits<double>::denorm_min()), -744.44007192138127, 1e-12);
  EXPECT_TRUE(std::isnan(exact::sin(kInfinity)));
  EXPECT_EQ(exact::atan(kInfinity), std::numbers::pi / 2);
  EXPECT_EQ(exact::tanh(-50), -1);
  EXPECT_EQ(exact::expm1(-50), -1);
  for (const double x : {-2.0, -0.0, 0.0, 0.5, 1.0, 3.0, kInfinity})
    for (const double y : {-kInfinity, -3.0, -2.0, 0.0, 2.0, 3.0, kInfinity})
      EXPECT_EQ(exact::pow(x, y), std::pow(x, y)) << x << " to the power of " << y;
  EXPECT_TRUE(std::isnan(exact::pow(-2, 0.5)));
  for (const double y : {-1.0, -0.0, 0.0, 1.0})
    for (const double x : {-1.0, -0.0, 0.0, 1.0}) EXPECT_EQ(exact::atan2(y, x), std::atan2(y, x)) << y << " over " << x;
}

TEST(ExactMathematics, OfComplexNumbersFollowsThatOfReals) {
  Random random(3);
  for (int i = 0; i < 1000; ++i) {
    const std::complex<double> z(random.even(), random.even()), root = exact::sqrt(z);
    EXPECT_NEAR(std::abs(root * root - z), 0, 1e-15);
    EXPECT_GE(root.real(), 0);
    EXPECT_NEAR(std::abs(exact::polar(exact::abs(z), exact::arg(z)) - z), 0, 1e-15);
  }
}

/// A change of this number is a change of samples on every machine: it should be meant.
TEST(ExactMathematics, GivesTheseBitsEverywhere) {
  Random random(4);
  std::uint64_t hash = 0;
  for (int i = 0; i < 2000; ++i) {
    const double x = 20 * random.even(), y = exact::exp(x);
    for (const double value :
         {y, exact::exp10(x), exact::expm1(x), exact::log(y), exact::log10(y), exact::log2(y), exact::pow(y, 0.3),
          exact::sin(1000 * x), exact::cos(x), exact::tan(x), exact::atan2(x, y), exact::tanh(x)})
      hash = SplitMix::mixed(hash ^ exact::bitsOf(value));
  }
  EXPECT_EQ(hash, 1544574052503584669u);
}

}  // namespace
}  // namespace lathe
