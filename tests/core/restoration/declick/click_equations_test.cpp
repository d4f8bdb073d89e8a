// The equations of a click, against what they are defined by, and the ends of clicks that follow from them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/declick/click_equations.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/audio/random.h"
#include "core/dsp/ar_interpolation.h"
#include "core/dsp/ar_model.h"
#include "core/restoration/declick/click_fit.h"

namespace lathe {
namespace {

/// A resonant sound of which the model is known.
std::vector<double> resonant(std::size_t count, std::uint64_t seed) {
  Random random(seed);
  std::vector<double> x(count);
  for (std::size_t n = 2; n < count; ++n) x[n] = 1.9 * x[n - 1] - 0.96 * x[n - 2] + 0.01 * random.even();
  return x;
}

TEST(ClickEquations, SolveWhatCholeskySolves) {
  const std::vector<double> a = {1, -1.9, 0.96, 0.1, -0.05}, b = coefficientCorrelation(a);  // all but singular
  constexpr std::size_t count = 37;
  Random random(3);
  std::vector<double> g(count), d(count), matrix(count * count);
  for (double& v : g) v = random.even();
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t j = 0; j <= i; ++j) matrix[i * count + j] = i - j < b.size() ? b[i - j] : 0;
  std::vector<double> expected = g;
  ASSERT_TRUE(solveCholesky(matrix, expected, count));
  ClickEquations equations(count);
  equations.solve(b, g, d);
  for (std::size_t i = 0; i < count; ++i) EXPECT_NEAR(d[i], expected[i], 1e-4 * (1 + std::abs(expected[i]))) << i;
}

TEST(ClickEquations, InnovationsAddUpToTheEnergyThatIsTakenAway) {
  const std::vector<double> b = coefficientCorrelation(std::vector<double>{1, -1.9, 0.96});
  constexpr std::size_t count = 20;
  Random random(4);
  std::vector<double> g(count), z(count), d(count);
  for (double& v : g) v = random.even();
  ClickEquations equations(count);
  equations.solve(b, g, d);
  double taken = 0;
  for (std::size_t i = 0; i < count; ++i) taken += g[i] * d[i];
  for (const bool isBackwards : {false, true}) {
    equations.innovations(b, g, isBackwards, z);
    double sum = 0;
    for (const double v : z) sum += v * v;
    EXPECT_NEAR(sum, taken, 1e-6 * taken);
  }
}

TEST(ClickFit, FindsTheExactEndsOfDamage) {
  for (const std::uint64_t seed : {1u, 2u, 3u, 4u}) {
    SCOPED_TRACE(seed);
    const std::vector<double> clean = resonant(40000, seed);
    std::vector<double> x = clean;
    const ClickSpan hurt{20000, 20023};
    Random random(seed + 9);
    for (std::size_t n = hurt.start; n < hurt.end; ++n) x[n] += 0.5 * (random.even() > 0 ? 1 : -1);
    ClickFitter fitter(x.size(), 400, 1);
    fitter.models().setSource(clean, 0);
    const ClickFit fit = fitter.fit(x, {hurt.start - 30, hurt.end + 60}, {hurt.start + 4, hurt.start + 9});
    EXPECT_NEAR(static_cast<double>(fit.span.start), static_cast<double>(hurt.start), 1);
    EXPECT_NEAR(static_cast<double>(fit.span.end), static_cast<double>(hurt.end), 1);
    fitter.fill(x, fit.span, true);
    for (std::size_t n = hurt.start; n < hurt.end; ++n) EXPECT_NEAR(x[n], clean[n], 0.08) << n;
  }
}

TEST(ClickFit, KeepsWhatIsHeardWhereNothingWasAdded) {
  const std::vector<double> clean = resonant(40000, 6);
  std::vector<double> x = clean;
  x[20010] += 0.8;
  ClickFitter fitter(x.size(), 400, 1);
  fitter.models().setSource(clean, 0);
  std::vector<double> hard = x, soft = x;
  fitter.fill(hard, {20000, 20060}, false);
  fitter.fill(soft, {20000, 20060}, true);
  double hardError = 0, softError = 0;
  for (std::size_t n = 20030; n < 20060; ++n) {
    hardError += std::pow(hard[n] - clean[n], 2);
    softError += std::pow(soft[n] - clean[n], 2);
  }
  EXPECT_LT(softError, 0.1 * hardError);
  EXPECT_NEAR(soft[20010], clean[20010], 0.1);
}

}  // namespace
}  // namespace lathe
