// The search for clicks: its sizes and the rules that the CPU and devices share.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cmath>
#include <cstddef>

#include "core/fft/exact_functions.h"
#include "core/fft/host_device.h"

namespace lathe {

inline constexpr std::size_t kClickOrder = 32;       ///< of the short models
inline constexpr std::size_t kClickBlock = 2048;     ///< samples under a model's window, at 44.1 and 48 kHz
inline constexpr std::size_t kClickHop = 1024;       ///< samples from model to model
inline constexpr std::size_t kClickScaleBlock = 64;  ///< samples whose median is one value of the local scale
inline constexpr double kClickWhite = 1e-9;          ///< of the power, added as white noise to every model
inline constexpr double kMedianOfNormal = 0.6745;    ///< of |x|, for a deviation of 1

/// A Hann window of `size` samples, whose first one lies half a sample from its start.
LATHE_HOST_DEVICE double hannAt(std::size_t n, std::size_t size) {
  return 0.5 - 0.5 * cosineOf(6.283185307179586476925 * (static_cast<double>(n) + 0.5) / static_cast<double>(size));
}

/// Lag 0 of a short model's signal with the white noise that keeps models of pure tones and of silence in bounds.
LATHE_HOST_DEVICE double whitenedShort(double power) { return power + (power * kClickWhite + 1e-7); }

/// The coefficients (1, a1, ... ap) of the model with those `lags` (p + 1), by the Levinson-Durbin recursion, and its
/// variance in the units of the lags. Silence gives 1, 0, 0, ...
LATHE_HOST_DEVICE double shortModel(const double* lags, double* a, std::size_t order) {
  for (std::size_t k = 0; k <= order; ++k) a[k] = k == 0 ? 1 : 0;
  double variance = lags[0];
  for (std::size_t i = 1; i <= order && variance > 0; ++i) {
    double sum = 0;
    for (std::size_t k = 0; k < i; ++k) sum += a[k] * lags[i - k];
    const double reflection = -sum / variance;
    for (std::size_t low = 0, high = i; low <= high; ++low, --high) {
      const double l = a[low], h = a[high];
      a[low] = l + reflection * h;
      if (low != high) a[high] = h + reflection * l;
    }
    variance *= 1 - reflection * reflection;
  }
  return variance > 0 ? variance : 0;
}

/// The median of up to seven values, which are sorted.
LATHE_HOST_DEVICE double medianOfFew(double* values, int count) {
  for (int i = 1; i < count; ++i) {
    const double v = values[i];
    int k = i;
    for (; k > 0 && values[k - 1] > v; --k) values[k] = values[k - 1];
    values[k] = v;
  }
  return values[count / 2];
}

/// The local scale at block `b` of `count` medians of |error|: the median of what is around, so that a click does not
/// raise it, and at least that of what comes next, so that an onset does.
LATHE_HOST_DEVICE double localScale(const double* medians, std::size_t count, std::size_t b) {
  double around[7], after[3];
  for (std::size_t k = 0; k < 7; ++k) {
    const std::size_t at = b + k < 3 ? 0 : b + k - 3;
    around[k] = medians[at < count ? at : count - 1];
  }
  for (std::size_t k = 0; k < 3; ++k) after[k] = medians[b + 1 + k < count ? b + 1 + k : count - 1];
  const double usual = medianOfFew(around, 7), next = medianOfFew(after, 3);
  return (usual > next ? usual : next) / kMedianOfNormal + 1e-6;
}

/// The larger of both errors, each times the reciprocal of its scale.
LATHE_HOST_DEVICE double prominenceOf(double error, double perScale, double both, double perBothScale) {
  const double one = fabs(error) * perScale, two = fabs(both) * perBothScale;
  return one > two ? one : two;
}

}  // namespace lathe
