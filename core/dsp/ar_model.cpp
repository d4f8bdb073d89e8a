// Autocorrelations and the Levinson-Durbin recursion.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/dsp/ar_model.h"

#include <algorithm>

#include "core/audio/simd.h"

namespace lathe {

LATHE_VECTOR_CLONES
double dotProduct(const double* a, const double* b, std::size_t count) noexcept {
  double sums[8] = {};
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8)
    for (std::size_t k = 0; k < 8; ++k) sums[k] += a[i + k] * b[i + k];
  double sum = ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
  for (; i < count; ++i) sum += a[i] * b[i];
  return sum;
}

LATHE_VECTOR_CLONES
void slideOver(const double* x, const double* taps, std::size_t tapCount, double* out, std::size_t count) noexcept {
  constexpr std::size_t lanes = 32, few = 8;
  if (count < few) {
    for (std::size_t n = 0; n < count; ++n) {
      double sum = 0;
      for (std::size_t k = 0; k < tapCount; ++k) sum += taps[k] * x[n + k];
      out[n] = sum;
    }
    return;
  }
  std::size_t n = 0;
  for (; n + lanes <= count; n += lanes) {
    double sums[lanes] = {};
    for (std::size_t k = 0; k < tapCount; ++k)
      for (std::size_t lane = 0; lane < lanes; ++lane) sums[lane] += taps[k] * x[n + k + lane];
    for (std::size_t lane = 0; lane < lanes; ++lane) out[n + lane] = sums[lane];
  }
  // The last few may be done twice, to the same result.
  for (; n < count; n += few) {
    n = n + few > count ? count - few : n;
    double sums[few] = {};
    for (std::size_t k = 0; k < tapCount; ++k)
      for (std::size_t lane = 0; lane < few; ++lane) sums[lane] += taps[k] * x[n + k + lane];
    for (std::size_t lane = 0; lane < few; ++lane) out[n + lane] = sums[lane];
  }
}

LATHE_VECTOR_CLONES
void latticeStage(double* forward, double* backward, double reflection, std::size_t count) noexcept {
  for (std::size_t n = 0; n < count; ++n) {
    const double f = forward[n], b = backward[n];
    forward[n] = f + reflection * b;
    backward[n] = b + reflection * f;
  }
}

LATHE_VECTOR_CLONES
void addScaled(double* target, const double* source, double factor, std::size_t count) noexcept {
  for (std::size_t i = 0; i < count; ++i) target[i] += factor * source[i];
}

void autocorrelate(std::span<const double> x, std::span<double> lags) noexcept {
  for (std::size_t lag = 0; lag < lags.size(); ++lag)
    lags[lag] = lag < x.size() ? dotProduct(x.data(), x.data() + lag, x.size() - lag) : 0;
}

double levinsonDurbin(std::span<const double> autocorrelation, std::span<double> a,
                      std::span<double> scratch) noexcept {
  const std::size_t order = autocorrelation.size() - 1;
  double variance = autocorrelation[0];
  std::ranges::fill(a, 0.0);
  a[0] = 1;
  if (!(variance > 0)) return 0;
  // The coefficients from last to first grow downwards from the end, so that a step finds both in their places.
  const std::span<double> backwards = scratch.first(order + 1), turned = scratch.subspan(order + 1, order + 1);
  std::ranges::fill(backwards, 0.0);
  backwards[order] = 1;
  std::reverse_copy(autocorrelation.begin(), autocorrelation.end(), turned.begin());
  for (std::size_t i = 1; i <= order; ++i) {
    const double reflection = -dotProduct(a.data(), turned.data() + (order - i), i) / variance;
    latticeStage(a.data(), backwards.data() + (order - i), reflection, i + 1);
    variance *= 1 - reflection * reflection;
    if (!(variance > 0)) break;
  }
  return variance;
}

ArModel levinsonDurbin(std::span<const double> autocorrelation) {
  ArModel model{std::vector<double>(autocorrelation.size()), 0};
  std::vector<double> scratch(2 * autocorrelation.size());
  model.variance = levinsonDurbin(autocorrelation, model.coefficients, scratch);
  return model;
}

ArModel burg(std::span<const double> x, std::size_t order) {
  const double count = static_cast<double>(x.size());
  ArModel model{std::vector<double>(order + 1), x.empty() ? 0 : dotProduct(x.data(), x.data(), x.size()) / count};
  std::vector<double>& a = model.coefficients;
  a[0] = 1;
  std::vector<double> forward(x.begin(), x.end()), backward(x.begin(), x.end()), turned(order + 1);
  for (std::size_t i = 1; i <= order && i < x.size() && model.variance > 0; ++i) {
    // The errors of order i - 1 that meet: forward at n, backward at n - 1.
    const std::size_t length = x.size() - i;
    double *f = forward.data() + i, *b = backward.data();
    const double energy = dotProduct(f, f, length) + dotProduct(b, b, length);
    if (!(energy > 0)) break;
    const double reflection = -2 * dotProduct(f, b, length) / energy;
    latticeStage(f, b, reflection, length);
    std::reverse_copy(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(i + 1), turned.begin());
    addScaled(a.data(), turned.data(), reflection, i + 1);
    model.variance *= 1 - reflection * reflection;
  }
  return model;
}

std::vector<double> coefficientCorrelation(std::span<const double> coefficients) {
  std::vector<double> correlation(coefficients.size());
  autocorrelate(coefficients, correlation);
  return correlation;
}

}  // namespace lathe
