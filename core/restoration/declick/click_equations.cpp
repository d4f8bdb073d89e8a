// Levinson's recursion over the correlation of coefficients.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/declick/click_equations.h"

#include <algorithm>
#include <cmath>

#include "core/audio/simd.h"
#include "core/compute/ops/click_rules.h"
#include "core/dsp/ar_model.h"

namespace lathe {

ClickEquations::ClickEquations(std::size_t most)
    : a_(most), backwards_(most), turned_(most), right_(most), left_(most) {}

template <class Take>
void ClickEquations::predictors(std::span<const double> correlation, std::size_t count, Take take) noexcept {
  if (count == 0) return;
  for (std::size_t i = 0; i < count; ++i) turned_[count - 1 - i] = i < correlation.size() ? correlation[i] : 0;
  std::fill_n(a_.begin(), count, 0.0);
  std::fill_n(backwards_.begin(), count, 0.0);
  a_[0] = backwards_[count - 1] = 1;
  double variance = correlation[0] * (1 + ClickFillRules::ridge);
  const double least = correlation[0] * ClickFillRules::ridge;
  take(std::size_t{0}, variance);
  for (std::size_t i = 1; i < count; ++i) {
    const double reflection = -dotProduct(a_.data(), turned_.data() + (count - 1 - i), i) / variance;
    latticeStage(a_.data(), backwards_.data() + (count - 1 - i), reflection, i + 1);
    variance = std::max(variance * (1 - reflection * reflection), least);
    take(i, variance);
  }
}

void ClickEquations::innovations(std::span<const double> correlation, std::span<const double> g, bool isBackwards,
                                 std::span<double> z) noexcept {
  const std::size_t count = g.size();
  // Turned, so that the predictor meets the newest first.
  if (isBackwards)
    std::copy(g.begin(), g.end(), right_.begin());
  else
    std::reverse_copy(g.begin(), g.end(), right_.begin());
  predictors(correlation, count, [&](std::size_t i, double variance) {
    z[i] = dotProduct(a_.data(), right_.data() + (count - 1 - i), i + 1) / std::sqrt(variance);
  });
}

void ClickEquations::solve(std::span<const double> correlation, std::span<const double> g,
                           std::span<double> d) noexcept {
  const std::size_t count = g.size();
  std::reverse_copy(g.begin(), g.end(), right_.begin());
  std::fill_n(left_.begin(), count, 0.0);
  predictors(correlation, count, [&](std::size_t i, double variance) {
    const double z = dotProduct(a_.data(), right_.data() + (count - 1 - i), i + 1) / variance;
    addScaled(left_.data() + (count - 1 - i), a_.data(), z, i + 1);
  });
  std::reverse_copy(left_.begin(), left_.begin() + static_cast<std::ptrdiff_t>(count), d.begin());
}

std::size_t bestPrefix(std::span<const double> amounts, std::size_t least, double penalty) noexcept {
  double sum = 0, most = 0;
  std::size_t best = 0;
  for (std::size_t i = 0; i < amounts.size(); ++i) {
    sum += amounts[i] * amounts[i] - penalty;
    if (i + 1 >= least && (best == 0 || sum > most)) most = sum, best = i + 1;
  }
  return best;
}

LATHE_VECTOR_CLONES
bool solveSymmetric(double* matrix, double* vector, std::size_t rows) noexcept {
  for (std::size_t j = 0; j < rows; ++j) {
    const double* const pivot = matrix + j * rows;
    if (!(pivot[j] > 0)) return false;
    const double inverse = 1 / pivot[j];
    for (std::size_t i = j + 1; i < rows; ++i) {
      const double share = pivot[i] * inverse;
      double* const row = matrix + i * rows;
      for (std::size_t k = i; k < rows; ++k) row[k] -= share * pivot[k];
      vector[i] -= share * vector[j];
    }
  }
  for (std::size_t j = rows; j-- > 0;) {
    const double* const row = matrix + j * rows;
    vector[j] /= row[j];
    // Column j of the rows above is what those rows hold for it.
    for (std::size_t i = 0; i < j; ++i) vector[i] -= matrix[i * rows + j] * vector[j];
  }
  return true;
}

}  // namespace lathe
