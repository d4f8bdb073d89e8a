// The normal equations of least-squares interpolation and their solution.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/dsp/ar_interpolation.h"

#include <algorithm>
#include <cmath>

namespace lathe {
namespace {

/// Keeps a model of a pure tone solvable.
constexpr double kRidge = 1e-9;

}  // namespace

bool solveCholesky(std::span<double> matrix, std::span<double> vector, std::size_t bandwidth) {
  const std::size_t rows = vector.size();
  for (std::size_t i = 0; i < rows; ++i) {
    double* row = matrix.data() + i * rows;
    const std::size_t first = i > bandwidth ? i - bandwidth : 0;
    for (std::size_t j = first; j < i; ++j) {
      const std::size_t from = std::max(first, j > bandwidth ? j - bandwidth : 0);
      const double* other = matrix.data() + j * rows;
      row[j] = (row[j] - dotProduct(row + from, other + from, j - from)) / other[j];
    }
    const double rest = row[i] - dotProduct(row + first, row + first, i - first);
    if (!(rest > 0)) return false;
    row[i] = std::sqrt(rest);
    vector[i] = (vector[i] - dotProduct(row + first, vector.data() + first, i - first)) / row[i];
  }
  for (std::size_t i = rows; i-- > 0;) {
    const double* row = matrix.data() + i * rows;
    const std::size_t first = i > bandwidth ? i - bandwidth : 0;
    vector[i] /= row[i];
    addScaled(vector.data() + first, row + first, -vector[i], i - first);
  }
  return true;
}

ArInterpolation::ArInterpolation(const ArModel& model)
    : correlation_(coefficientCorrelation(model.coefficients)), variance_(model.variance) {}

bool ArInterpolation::operator()(std::span<const double> x, std::span<const std::size_t> places,
                                 std::span<const double> damage, std::span<double> values) {
  const std::size_t count = places.size(), order = correlation_.size() - 1;
  if (count == 0) return true;
  // The known surroundings, with zeros at the places and beyond the ends.
  const std::size_t first = places.front(), span = places.back() - first + 1;
  window_.assign(span + 2 * order, 0);
  const std::size_t from = first > order ? first - order : 0, to = std::min(x.size(), places.back() + 1 + order);
  std::copy(x.begin() + static_cast<std::ptrdiff_t>(from), x.begin() + static_cast<std::ptrdiff_t>(to),
            window_.begin() + static_cast<std::ptrdiff_t>(order + from - first));
  for (const std::size_t place : places) window_[place - first + order] = 0;
  // Both sides of the correlation as one row, so that a product is one dot product.
  std::vector<double> both(2 * order + 1);
  for (std::size_t d = 0; d <= order; ++d) both[order + d] = both[order - d] = correlation_[d];

  right_.resize(count);
  matrix_.resize(count * count);
  for (std::size_t i = 0; i < count; ++i) {
    right_[i] = -dotProduct(both.data(), window_.data() + (places[i] - first), 2 * order + 1);
    double* row = matrix_.data() + i * count;
    for (std::size_t j = 0; j <= i; ++j) {
      const std::size_t distance = places[i] - places[j];
      row[j] = distance <= order ? correlation_[distance] : 0;
    }
    row[i] += kRidge * correlation_[0];
    if (!damage.empty() && std::isfinite(damage[i])) {
      const double weight = variance_ / std::max(damage[i], 1e-30);
      row[i] += weight;
      right_[i] += weight * values[i];
    }
  }
  if (!solveCholesky(matrix_, right_, std::min(order, count - 1))) return false;
  std::ranges::copy(right_, values.begin());
  return true;
}

}  // namespace lathe
