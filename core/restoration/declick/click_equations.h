// The normal equations of a click: how much each sample explains, and what was added to it. Toeplitz, so quickly solved.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace lathe {

/// B d = g, where B's element (i, j) is correlation[|i - j|] of a model's coefficients and g the model's two-sided error
/// at the samples as heard: d is what has to be taken off for the excitation to have the least energy. (Godsill and
/// Rayner, 1998, section 5.2; the recursion is Levinson's, over B instead of the signal.)
class ClickEquations {
 public:
  /// Up to `most` samples.
  explicit ClickEquations(std::size_t most);

  /// The amounts z of L^-1 g, with L B's Cholesky factor: z[i]^2 is the energy that sample i takes away beyond what
  /// those before it took. `isBackwards`: from the last sample to the first, z in that order. Needs correlation for
  /// g.size() lags; beyond its end are zeros. Allocates nothing.
  void innovations(std::span<const double> correlation, std::span<const double> g, bool isBackwards,
                   std::span<double> z) noexcept;
  /// d itself.
  void solve(std::span<const double> correlation, std::span<const double> g, std::span<double> d) noexcept;

 private:
  /// Calls take(i, predictor turned for sample i, i + 1 coefficients, variance).
  template <class Take>
  void predictors(std::span<const double> correlation, std::size_t count, Take take) noexcept;

  std::vector<double> a_, backwards_, turned_, right_, left_;
};

/// Solves M u = v in place for a symmetric positive definite M of rows x rows (row by row; what lies from the diagonal
/// on is read and used up). False where M is not positive definite.
bool solveSymmetric(double* matrix, double* vector, std::size_t rows) noexcept;

/// How many of the first samples explain most: the sum of amount^2 - penalty is largest there. At least `least` (>= 1).
std::size_t bestPrefix(std::span<const double> amounts, std::size_t least, double penalty) noexcept;

}  // namespace lathe
