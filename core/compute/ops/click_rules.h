// The search for clicks and their filling as work for a team of threads: written once for devices and their stand-in.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cmath>
#include <cstddef>

#include "core/compute/ops/click_run.h"
#include "core/fft/exact_functions.h"

/// A team has each(count, f): f(i) for every i, in any order and side by side, and everybody waits for the end;
/// sum(count, f), which all get; once(f). All of them call all of these, in the same order.
#if defined(__CUDACC__)
#define LATHE_TEAM __device__ inline
#else
#define LATHE_TEAM inline
#endif

namespace lathe {

/// What the filling of a click is weighed with; see core/restoration/declick/click_fit.h.
struct ClickFillRules {
  static constexpr double white = 1e-9;      ///< of the power, added to a long model's sound
  static constexpr double ridge = 1e-9;      ///< of the equations' diagonal: keeps the model of a pure tone solvable
  static constexpr std::size_t local = 96;   ///< samples on either side that tell how loud the excitation is
  static constexpr std::size_t smooth = 12;  ///< samples on either side over which variances are smoothed
  static constexpr int rounds = 3;           ///< of learning them
  static constexpr double caution = 4;       ///< times the excitation's variance
  static constexpr double proportion = 1.3;  ///< of the range of what is around: how far a fill may range
};

/// Sizes of long models, which grow with the sample rate.
struct LongModelSizes {
  std::size_t order, window, hop;

  LATHE_HOST_DEVICE static LongModelSizes of(std::size_t factor) noexcept {
    const std::size_t scale = factor >= 4 ? 4 : factor >= 2 ? 2 : 1;
    return {scale >= 2 ? std::size_t{1024} : std::size_t{512}, 8192 * scale, 4096 * scale};
  }
};

/// Lag 0 of a long model's signal, as whitenedShort() does it.
LATHE_HOST_DEVICE double whitenedLong(double power) { return power + (power * ClickFillRules::white + 1e-9); }

/// The variance of the excitation that a fill is weighed against, from its power on either side.
LATHE_HOST_DEVICE double fillVariance(double before, double behind) {
  return ClickFillRules::caution * ((before > behind ? before : behind) + 1e-16);
}

/// The power of what was added around sample `i` of `count`, smoothed by a triangle of `smooth` samples to either side.
LATHE_HOST_DEVICE double smoothedPower(const double* added, std::size_t count, std::size_t i, std::size_t smooth) {
  const std::size_t first = i > smooth ? i - smooth : 0, last = i + smooth < count ? i + smooth : count - 1;
  double sum = 0, weights = 0;
  for (std::size_t j = first; j <= last; ++j) {
    const auto weight = static_cast<double>(smooth + 1 - (i > j ? i - j : j - i));
    sum += weight * added[j] * added[j];
    weights += weight;
  }
  return sum / weights;
}

/// What is added to the diagonal of the equations, whose own diagonal is `power`, for a sample with that variance of
/// what was added to it.
LATHE_HOST_DEVICE double fillLoad(double power, double variance, double noise) {
  return ClickFillRules::ridge * power + variance / (noise > 1e-30 ? noise : 1e-30);
}

/// A fill far outside its surroundings, which range from `low` to `high`, comes from a bad model.
LATHE_HOST_DEVICE bool isPlausibleFill(double lowest, double highest, double low, double high) {
  return highest - lowest <= ClickFillRules::proportion * (high > low ? high - low : 0.0) + 1e-9;
}

LATHE_HOST_DEVICE double sampleOr0(const double* x, std::size_t count, std::ptrdiff_t at) {
  return at >= 0 && at < static_cast<std::ptrdiff_t>(count) ? x[at] : 0.0;
}

/// Room of one hop of the scan.
LATHE_HOST_DEVICE std::size_t scanRoom(std::size_t factor) {
  return (kClickBlock + kClickHop) * factor + 4 * kClickOrder + 8;
}

/// Model and both errors of the hop from `start` on.
template <class Team>
LATHE_TEAM void scanHop(Team& team, const double* x, std::size_t count, std::size_t start, std::size_t factor,
                        double* room, double* model, double* error, double* both) {
  const std::size_t hop = kClickHop * factor, block = kClickBlock * factor, before = (block - hop) / 2;
  double *samples = room, *left = room + block + kClickOrder + 1, *lags = left + hop + kClickOrder,
         *norm = lags + kClickOrder + 1;
  team.each(block + kClickOrder + 1, [&](std::size_t n) {
    samples[n] = n < block ? hannAt(n, block) *
                                 sampleOr0(x, count,
                                           static_cast<std::ptrdiff_t>(start + n) - static_cast<std::ptrdiff_t>(before))
                           : 0.0;
  });
  team.each(kClickOrder + 1, [&](std::size_t lag) {
    double sum = 0;
    for (std::size_t n = 0; n < block; ++n) sum += samples[n] * samples[n + lag];
    lags[lag] = sum;
  });
  team.once([&] {
    lags[0] = whitenedShort(lags[0]);
    shortModel(lags, model, kClickOrder);
    double sum = 0;
    for (std::size_t k = 0; k <= kClickOrder; ++k) sum += model[k] * model[k];
    *norm = 1 / sqrt(sum);
  });
  team.each(hop + kClickOrder, [&](std::size_t n) {
    double sum = 0;
    for (std::size_t k = 0; k <= kClickOrder; ++k)
      sum += model[k] * sampleOr0(x, count, static_cast<std::ptrdiff_t>(start + n) - static_cast<std::ptrdiff_t>(k));
    left[n] = sum;
  });
  team.each(hop, [&](std::size_t n) {
    if (start + n >= count) return;
    double sum = 0;
    for (std::size_t k = 0; k <= kClickOrder; ++k) sum += model[k] * *norm * left[n + k];
    error[start + n] = left[n];
    both[start + n] = sum;
  });
}

/// The median of |error| over block `b` of `block` samples: the value of which the middle one's rank is.
template <class Team>
LATHE_TEAM void medianOfBlock(Team& team, const double* error, std::size_t count, std::size_t block, std::size_t b,
                              double* median) {
  const std::size_t from = b * block, stride = (block + 255) / 256,
                    here = ((from + block < count ? block : count - from) + stride - 1) / stride;
  const auto value = [&](std::size_t i) { return static_cast<float>(fabs(error[from + i * stride])); };
  team.each(here, [&](std::size_t i) {
    const float mine = value(i);
    std::size_t below = 0, equal = 0;
    for (std::size_t k = 0; k < here; ++k) {
      const float other = value(k);
      below += other < mine ? 1 : 0;
      equal += other == mine ? 1 : 0;
    }
    if (below <= here / 2 && here / 2 < below + equal) *median = static_cast<double>(mine);
  });
}

/// Room of one long model: windowed sound, lags, coefficients, the same turned, correlation, variance.
LATHE_HOST_DEVICE std::size_t longModelRoom(const LongModelSizes& sizes) {
  return sizes.window + 5 * (sizes.order + 1) + 1;
}

/// Where a long model's parts lie in its room.
struct LongModelParts {
  double *samples, *lags, *a, *turned, *correlation, *variance;

  LATHE_HOST_DEVICE static LongModelParts in(double* room, const LongModelSizes& sizes) {
    double* const lags = room + sizes.window + sizes.order + 1;
    const std::size_t taps = sizes.order + 1;
    return {room, lags, lags + taps, lags + 2 * taps, lags + 3 * taps, lags + 4 * taps};
  }
};

/// The long model around sample `centre` of the source.
template <class Team>
LATHE_TEAM void makeLongModel(Team& team, const double* source, std::size_t count, std::ptrdiff_t centre,
                              const LongModelSizes& sizes, double* room) {
  const LongModelParts m = LongModelParts::in(room, sizes);
  const std::size_t order = sizes.order;
  const std::ptrdiff_t first = centre - static_cast<std::ptrdiff_t>(sizes.window / 2);
  team.each(sizes.window + order + 1, [&](std::size_t n) {
    m.samples[n] = n < sizes.window
                       ? hannAt(n, sizes.window) * sampleOr0(source, count, first + static_cast<std::ptrdiff_t>(n))
                       : 0.0;
  });
  const double weight = team.sum(sizes.window, [&](std::size_t n) {
    const std::ptrdiff_t at = first + static_cast<std::ptrdiff_t>(n);
    const double w = at >= 0 && at < static_cast<std::ptrdiff_t>(count) ? hannAt(n, sizes.window) : 0.0;
    return w * w;
  });
  team.each(order + 1, [&](std::size_t lag) {
    double sum = 0;
    for (std::size_t n = 0; n < sizes.window; ++n) sum += m.samples[n] * m.samples[n + lag];
    m.lags[lag] = lag == 0 ? whitenedLong(sum) : sum;
    m.a[lag] = lag == 0 ? 1 : 0;
    m.turned[lag] = lag == order ? 1 : 0;
  });
  double variance = m.lags[0];
  for (std::size_t i = 1; i <= order && variance > 0; ++i) {
    const double reflection = -team.sum(i, [&](std::size_t k) { return m.a[k] * m.lags[i - k]; }) / variance;
    team.each(i + 1, [&](std::size_t k) {
      double *const forward = m.a + k, *const backward = m.turned + (order - i + k), f = *forward, b = *backward;
      *forward = f + reflection * b;
      *backward = b + reflection * f;
    });
    variance *= 1 - reflection * reflection;
  }
  team.each(order + 1, [&](std::size_t lag) {
    double sum = 0;
    for (std::size_t k = 0; k + lag <= order; ++k) sum += m.a[k] * m.a[k + lag];
    m.correlation[lag] = sum;
    m.turned[order - lag] = m.a[lag];
    if (lag == 0) *m.variance = (variance > 0 ? variance : 0) / (weight > 1 ? weight : 1);
  });
}

/// Room of one fill: matrix, right side, the equations' predictor in both directions, noise, what was added.
LATHE_HOST_DEVICE std::size_t clickFillRoom() { return ClickFill::longest * (ClickFill::longest + 6); }

/// Fills one run; see ClickFitter::fill().
template <class Team>
LATHE_TEAM void fillClick(Team& team, const double* heard, const double* source, std::size_t total, ClickFill& fill,
                          const LongModelSizes& sizes, std::size_t factor, double* modelRoom, double* room,
                          double* values) {
  const LongModelParts m = LongModelParts::in(modelRoom, sizes);
  const std::size_t count = fill.count, start = fill.start, order = sizes.order;
  constexpr std::size_t most = ClickFill::longest;
  double *matrix = room, *g = matrix + most * most, *a = g + most, *back = a + most, *right = back + most,
         *noise = right + most, *added = noise + most;
  const auto at = [&](std::size_t n) { return n >= start && n < start + count ? heard[n] : source[n]; };
  team.each(count, [&](std::size_t i) {
    double sum = 0;
    for (std::size_t k = 0; k <= 2 * order; ++k) {
      const std::size_t n = start + i + k, d = k < order ? order - k : k - order;
      if (n >= order && n - order < total) sum += m.correlation[d] * at(n - order);
    }
    g[i] = right[i] = sum;
    added[i] = a[i] = back[i] = 0;
  });
  // The excitation's power before and behind, each by the model run in the direction that does not meet the click.
  const std::size_t reach = ClickFillRules::local * factor, taps = order + 1;
  const std::size_t firstBefore = start > reach ? start - reach : 0, from = firstBefore > order ? firstBefore : order,
                    countBefore = from < start ? start - from : 0;
  double before = team.sum(countBefore, [&](std::size_t i) {
    double sum = 0;
    for (std::size_t k = 0; k < taps; ++k) sum += m.a[k] * at(from + i - k);
    return sum * sum;
  });
  const std::size_t end = start + count, to = end + reach < total ? end + reach : total,
                    lastBehind = to + taps < total + 1 ? to + taps : total + 1,
                    countBehind = lastBehind > end + taps ? lastBehind - end - taps : 0;
  double behind = team.sum(countBehind, [&](std::size_t i) {
    double sum = 0;
    for (std::size_t k = 0; k < taps; ++k) sum += m.a[k] * at(end + i + k);
    return sum * sum;
  });
  before = countBefore > 0 ? before / static_cast<double>(countBefore) : -1;
  behind = countBehind > 0 ? behind / static_cast<double>(countBehind) : -1;
  if (before < 0) before = behind;
  if (behind < 0) behind = before;
  if (before < 0) before = behind = *m.variance;
  // The interpolation: Levinson's recursion over the correlation.
  double variance = m.correlation[0] * (1 + ClickFillRules::ridge);
  const double least = m.correlation[0] * ClickFillRules::ridge;
  team.once([&] { a[0] = back[count - 1] = 1; });
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) {
      const double reflection =
          -team.sum(i, [&](std::size_t k) { return i - k <= order ? a[k] * m.correlation[i - k] : 0.0; }) / variance;
      team.each(i + 1, [&](std::size_t k) {
        const double f = a[k], b = back[count - 1 - i + k];
        a[k] = f + reflection * b;
        back[count - 1 - i + k] = b + reflection * f;
      });
      variance *= 1 - reflection * reflection;
      if (variance < least) variance = least;
    }
    const double z = team.sum(i + 1, [&](std::size_t k) { return a[k] * g[i - k]; }) / variance;
    team.each(i + 1, [&](std::size_t k) { added[i - k] += z * a[k]; });
  }
  team.once([&] {
    double low = 1e9, high = -1e9, lowest = 1e9, highest = -1e9;
    const std::size_t around = 4 * count, begin = start > around ? start - around : 0,
                      stop = end + around < total ? end + around : total;
    for (std::size_t n = begin; n < stop; ++n) {
      if (n >= start && n < end) continue;
      low = fmin(low, source[n]), high = fmax(high, source[n]);
    }
    for (std::size_t i = 0; i < count; ++i) {
      const double value = heard[start + i] - added[i];
      lowest = fmin(lowest, value), highest = fmax(highest, value);
    }
    fill.isFilled = isPlausibleFill(lowest, highest, low, high);
  });
  const double weight = fillVariance(before, behind);
  for (int round = 0; round < ClickFillRules::rounds; ++round) {
    team.each(count, [&](std::size_t i) {
      noise[i] = smoothedPower(added, count, i, ClickFillRules::smooth * factor);
      right[i] = g[i];
    });
    team.each(count * count, [&](std::size_t t) {
      const std::size_t i = t / count, j = t % count, d = i > j ? i - j : j - i;
      matrix[t] = d <= order ? m.correlation[d] : 0;
      if (d == 0) matrix[t] += fillLoad(m.correlation[0], weight, noise[i]);
    });
    // Cholesky, column by column; the right side goes along.
    for (std::size_t j = 0; j < count; ++j) {
      team.once([&] {
        matrix[j * count + j] = sqrt(fmax(matrix[j * count + j], 1e-300));
        right[j] /= matrix[j * count + j];
      });
      team.each(count - 1 - j, [&](std::size_t i) { matrix[(j + 1 + i) * count + j] /= matrix[j * count + j]; });
      const std::size_t rest = count - 1 - j;
      team.each(rest * rest, [&](std::size_t t) {
        const std::size_t i = j + 1 + t / rest, k = j + 1 + t % rest;
        if (k <= i) matrix[i * count + k] -= matrix[i * count + j] * matrix[k * count + j];
      });
      team.each(rest, [&](std::size_t i) { right[j + 1 + i] -= matrix[(j + 1 + i) * count + j] * right[j]; });
    }
    for (std::size_t j = count; j-- > 0;) {
      team.once([&] { right[j] /= matrix[j * count + j]; });
      team.each(j, [&](std::size_t i) { right[i] -= matrix[j * count + i] * right[j]; });
    }
    team.each(count, [&](std::size_t i) { added[i] = right[i]; });
  }
  team.each(count, [&](std::size_t i) { values[i] = heard[start + i] - added[i]; });
}

}  // namespace lathe
