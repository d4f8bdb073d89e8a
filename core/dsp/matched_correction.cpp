// Rational least squares in cos(omega), and the factors of its result.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/dsp/matched_correction.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <limits>
#include <numbers>

#include "core/audio/exact_math.h"

namespace lathe {
namespace {

constexpr std::size_t kPoints = std::tuple_size_v<CorrectionTarget>;
constexpr int kMaxDegree = 4;
constexpr int kMaxUnknowns = 2 * kMaxDegree + 1;
constexpr double kTolerance = 0.005;  // dB
constexpr int kIterations = 6;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

using Complex = std::complex<double>;
/// Without the library's special cases for infinities.
Complex times(Complex a, Complex b) noexcept {
  return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
}

/// Coefficients of T0(x), T1(x), ... with x = cos(omega): the power of a filter with `degree` zeros or poles.
using Chebyshev = std::array<double, kMaxDegree + 1>;

double evaluate(const Chebyshev& c, double x) noexcept {
  double result = c[0] + c[1] * x, before = 1, now = x;
  for (std::size_t k = 2; k < c.size(); ++k) {
    const double next = 2 * x * now - before;
    before = now;
    now = next;
    result += c[k] * now;
  }
  return result;
}

struct Rational {
  Chebyshev over = {1}, under = {1};
  double operator()(double x) const noexcept { return evaluate(over, x) / evaluate(under, x); }
};

/// A column of a least-squares system.
using Column = std::array<double, kPoints>;
using System = std::array<Column, kMaxUnknowns + 1>;

/// The sum of products from `start` on, in four lanes so that the CPU can work on them side by side.
double product(const Column& a, const Column& b, std::size_t start) noexcept {
  double lanes[4] = {0, 0, 0, 0};
  std::size_t i = start;
  for (; i % 4 != 0; ++i) lanes[0] += a[i] * b[i];
  for (; i < kPoints; i += 4)
    for (std::size_t k = 0; k < 4; ++k) lanes[k] += a[i + k] * b[i + k];
  return (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
}

/// Householder least squares on `unknowns` columns; the column after them is the right side. The solution.
std::array<double, kMaxUnknowns> solve(System& columns, std::size_t unknowns) noexcept {
  for (std::size_t c = 0; c < unknowns; ++c) {
    Column& v = columns[c];
    const double norm = std::sqrt(product(v, v, c));
    if (norm == 0) continue;
    const double alpha = v[c] > 0 ? -norm : norm;
    v[c] -= alpha;
    const double scale = -1 / (alpha * v[c]);  // 2 / |v|^2
    for (std::size_t k = c + 1; k <= unknowns; ++k) {
      const double share = scale * product(v, columns[k], c);
      for (std::size_t r = c; r < kPoints; ++r) columns[k][r] -= share * v[r];
    }
    v[c] = alpha;
  }
  std::array<double, kMaxUnknowns> x = {};
  for (std::size_t c = unknowns; c-- > 0;) {
    double rest = columns[unknowns][c];
    for (std::size_t k = c + 1; k < unknowns; ++k) rest -= columns[k][c] * x[k];
    x[c] = columns[c][c] != 0 ? rest / columns[c][c] : 0;
  }
  return x;
}

struct Grid {
  std::array<double, kPoints> x = {}, target = {}, weight = {};
};

/// One least-squares step: minimises sum (over - target under)^2 / (target underBefore)^2.
Rational step(const Grid& grid, const Chebyshev& underBefore, std::size_t degree) noexcept {
  System columns;
  for (std::size_t i = 0; i < kPoints; ++i) {
    const double before = evaluate(underBefore, grid.x[i]);
    const double under = grid.weight[i] / std::abs(before), over = under / grid.target[i];
    double chebyshev = 1, last = grid.x[i];
    for (std::size_t k = 0; k <= degree; ++k) {
      columns[k][i] = over * chebyshev;
      if (k > 0) columns[degree + k][i] = -under * chebyshev;
      const double next = k == 0 ? grid.x[i] : 2 * grid.x[i] * chebyshev - last;
      last = chebyshev;
      chebyshev = next;
    }
    columns[2 * degree + 1][i] = under;
  }
  const auto solution = solve(columns, 2 * degree + 1);
  Rational result;
  for (std::size_t k = 0; k <= degree; ++k) {
    result.over[k] = solution[k];
    if (k > 0) result.under[k] = solution[degree + k];
  }
  return result;
}

double errorDecibels(const Grid& grid, const Rational& fit) noexcept {
  double worst = 0;
  for (std::size_t i = 0; i < kPoints; ++i) {
    if (grid.weight[i] == 0) continue;
    const double ratio = fit(grid.x[i]) / grid.target[i];
    if (!(ratio > 0)) return kInfinity;
    worst = std::max(worst, std::abs(10 * exact::log10(ratio)));
  }
  return worst;
}

/// Roots of a Chebyshev series, by Durand and Kerner's simultaneous iteration. The number of roots found.
std::size_t findRoots(const Chebyshev& c, std::array<Complex, kMaxDegree>& roots) noexcept {
  std::array<double, kMaxDegree + 1> p = {c[0] - c[2] + c[4], c[1] - 3 * c[3], 2 * c[2] - 8 * c[4], 4 * c[3], 8 * c[4]};
  std::size_t degree = kMaxDegree;
  double largest = 0;
  for (const double value : p) largest = std::max(largest, std::abs(value));
  while (degree > 0 && std::abs(p[degree]) < 1e-13 * largest) --degree;
  double radius = 0;
  for (std::size_t k = 0; k < degree; ++k) {
    p[k] /= p[degree];
    radius = std::max(radius, exact::pow(std::abs(p[k]), 1.0 / static_cast<double>(degree - k)));
  }
  p[degree] = 1;
  for (std::size_t k = 0; k < degree; ++k) roots[k] = exact::polar(radius, 0.4 + 2.1 * static_cast<double>(k));
  for (int iteration = 0; iteration < 100; ++iteration) {
    double moved = 0;
    for (std::size_t k = 0; k < degree; ++k) {
      Complex value = p[degree], others = 1;
      for (std::size_t j = degree; j-- > 0;) value = times(value, roots[k]) + p[j];
      for (std::size_t j = 0; j < degree; ++j)
        if (j != k) others = times(others, roots[k] - roots[j]);
      if (exact::abs(others) == 0) others = 1e-30;
      const Complex change = value / others;
      roots[k] -= change;
      moved = std::max(moved, exact::abs(change) / (exact::abs(roots[k]) + 1e-300));
    }
    if (moved < 1e-13) break;
  }
  return degree;
}

/// 1 + c1/z + c2/z^2.
struct Quadratic {
  double c1 = 0, c2 = 0;
};

/// The minimum-phase quadratics whose powers multiply to a positive Chebyshev series, up to a factor.
/// False when the series has a root on the unit circle, so is no power.
bool factorise(const Chebyshev& c, std::array<Quadratic, kMaxDegree / 2>& result) noexcept {
  std::array<Complex, kMaxDegree> roots;
  const std::size_t degree = findRoots(c, roots);
  std::array<double, kMaxDegree> reals = {};
  std::size_t pairs = 0, singles = 0;
  for (std::size_t k = 0; k < degree; ++k) {
    const Complex x = roots[k], root = exact::sqrt(x * x - 1.0);
    const Complex sum = x + root, difference = x - root;
    const Complex z = 1.0 / (exact::abs(sum) > exact::abs(difference) ? sum : difference);
    if (!(exact::abs(z) < 1 - 1e-7)) return false;
    if (std::abs(z.imag()) < 1e-9)
      reals[singles++] = z.real();
    else if (z.imag() > 0 && pairs < result.size())
      result[pairs++] = {-2 * z.real(), std::norm(z)};
  }
  if (2 * pairs + singles > degree) return false;
  for (std::size_t k = 0; k < singles; k += 2) {
    const double a = reals[k], b = k + 1 < singles ? reals[k + 1] : 0;
    result[pairs++] = {-(a + b), a * b};
  }
  return true;
}

bool makeSections(const Rational& fit, std::size_t degree, Correction& correction) noexcept {
  std::array<Quadratic, kMaxDegree / 2> zeros = {}, poles = {};
  if (!factorise(fit.over, zeros) || !factorise(fit.under, poles)) return false;
  double product = 1;
  for (std::size_t k = 0; k < (degree + 1) / 2; ++k) {
    // 0 dB at 0 Hz, so that a section that appears or goes by a glide does not change the level on its way.
    const double gain = (1 + poles[k].c1 + poles[k].c2) / (1 + zeros[k].c1 + zeros[k].c2);
    correction.sections[k] = {gain, gain * zeros[k].c1, gain * zeros[k].c2, poles[k].c1, poles[k].c2};
    product *= power(correction.sections[k], std::numbers::pi / 2);
  }
  correction.count = static_cast<int>((degree + 1) / 2);
  correction.gain = std::sqrt(fit(0) / product);
  return std::isfinite(correction.gain);
}

}  // namespace

double correctionFrequency(std::size_t i) noexcept {
  const double share = (static_cast<double>(i) + 0.5) / kPoints;
  return 0.985 * std::numbers::pi * exact::sin(std::numbers::pi / 2 * share);
}

Correction fitCorrection(const CorrectionTarget& target) noexcept {
  Grid grid;
  for (std::size_t i = 0; i < kPoints; ++i) {
    const bool counts = std::isfinite(target[i]) && target[i] > 0;
    grid.x[i] = exact::cos(correctionFrequency(i));
    grid.target[i] = counts ? target[i] : 1;
    grid.weight[i] = counts ? 1 : 0;
  }
  Correction best;
  double bestError = kInfinity;
  for (const std::size_t degree : {0u, 2u, 3u, 4u}) {
    Rational fit;
    for (int iteration = 0; iteration < (degree == 0 ? 1 : kIterations); ++iteration) {
      fit = step(grid, fit.under, degree);
      const double error = errorDecibels(grid, fit);
      Correction candidate;
      if (error >= bestError || !makeSections(fit, degree, candidate)) continue;
      best = candidate;
      bestError = error;
      if (error < kTolerance) return best;
    }
  }
  return best;
}

}  // namespace lathe
