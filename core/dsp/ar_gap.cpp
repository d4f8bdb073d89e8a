// Burg's recursion, and the Toeplitz equations of the interpolation by Levinson's.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/dsp/ar_gap.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace lathe {
namespace {

double conjugate(double x) noexcept { return x; }
std::complex<double> conjugate(std::complex<double> x) noexcept { return std::conj(x); }
double power(double x) noexcept { return x * x; }
double power(std::complex<double> x) noexcept { return std::norm(x); }

/// White noise that is added to what a model is fitted to. Where a lossy codec or a converter left nothing, the
/// equations of the interpolation would have no digits left.
constexpr double kFloor = 1e-3;  ///< of the sound's RMS level: -60 dB
constexpr std::uint64_t kFloorSeed = 77;

// std::complex multiplies with checks for infinities; sound has none.
double times(double a, double b) noexcept { return a * b; }
std::complex<double> times(std::complex<double> a, std::complex<double> b) noexcept {
  return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
}

/// r[l] = sum over k of conj(a[k]) a[k + l]: the autocorrelation of the prediction filter.
template <class Value>
std::vector<Value> correlation(const std::vector<Value>& a) {
  std::vector<Value> r(a.size());
  for (std::size_t lag = 0; lag < a.size(); ++lag)
    for (std::size_t k = 0; k + lag < a.size(); ++k) r[lag] += times(conjugate(a[k]), a[k + lag]);
  return r;
}

/// Solves sum over j of t[i - j] x[j] = y[i] with t[-l] = conj(t[l]) by Levinson's recursion (Golub and Van Loan, 4.7).
template <class Value>
std::vector<Value> solveToeplitz(const std::vector<Value>& t, const std::vector<Value>& y) {
  const std::size_t count = y.size();
  const auto at = [&](std::size_t lag) { return lag < t.size() ? t[lag] : Value{}; };
  std::vector<Value> x(count), f(count), next(count);  // f: T f = (e, 0, ..., 0)
  double scale = std::abs(t[0]);
  f[0] = Value(1.0) / t[0];
  x[0] = times(y[0], f[0]);
  for (std::size_t n = 1; n < count; ++n) {
    // By the matrix's symmetry the backward vector is the forward one, reversed and conjugated.
    Value error{}, rest = y[n];
    const std::size_t reach = std::min(n, t.size() - 1);
    for (std::size_t j = n - reach; j < n; ++j) {
      error += times(at(n - j), f[j]);
      rest -= times(at(n - j), x[j]);
    }
    const double divisor = 1 - power(error);
    if (!(divisor > 1e-14)) break;  // numerically singular: what is solved so far is the answer
    const double inverse = 1 / divisor;
    for (std::size_t j = 0; j <= n; ++j) {
      const Value forward = j < n ? f[j] : Value{}, backward = j > 0 ? conjugate(f[n - j]) : Value{};
      next[j] = inverse * (forward - times(error, backward));
    }
    std::swap(f, next);
    for (std::size_t j = 0; j <= n; ++j) x[j] += times(rest, conjugate(f[n - j]));
    scale = std::max(scale, std::abs(rest));
  }
  return x;
}

/// y[i] - sum over j of t[i - j] x[j].
template <class Value>
std::vector<Value> residue(const std::vector<Value>& t, const std::vector<Value>& x, std::vector<Value> y) {
  for (std::size_t i = 0; i < y.size(); ++i) {
    const std::size_t reach = t.size() - 1;
    for (std::size_t j = i > reach ? i - reach : 0; j < std::min(y.size(), i + reach + 1); ++j)
      y[i] -= j <= i ? times(t[i - j], x[j]) : times(conjugate(t[j - i]), x[j]);
  }
  return y;
}

/// The unknown samples, given the ones around them.
template <class Value>
std::vector<Value> interpolate(std::span<const Value> samples, std::size_t first, std::size_t count,
                               const std::vector<Value>& t) {
  const std::size_t order = t.size() - 1;
  std::vector<Value> y(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t here = first + i;
    for (std::size_t j = here > order ? here - order : 0; j < std::min(samples.size(), here + order + 1); ++j) {
      if (j >= first && j < first + count) continue;
      y[i] -= j <= here ? times(t[here - j], samples[j]) : times(conjugate(t[j - here]), samples[j]);
    }
  }
  std::vector<Value> x = solveToeplitz(t, y);
  for (int round = 0; round < 2; ++round) {
    const std::vector<Value> correction = solveToeplitz(t, residue(t, x, y));
    for (std::size_t i = 0; i < count; ++i) x[i] += correction[i];
  }
  return x;
}

template <class Value>
Value draw(std::mt19937_64& random, double deviation) {
  // Two uniform numbers by hand: the standard's distributions differ from library to library.
  const auto uniform = [&] { return (static_cast<double>(random() >> 11) + 0.5) * 0x1p-53; };
  const double radius = deviation * std::sqrt(-2 * std::log(uniform())), angle = 2 * 3.14159265358979323846 * uniform();
  if constexpr (std::is_same_v<Value, double>)
    return radius * std::cos(angle);
  else
    return {radius * std::sqrt(0.5) * std::cos(angle), radius * std::sqrt(0.5) * std::sin(angle)};
}

template <class Value>
void addFloor(std::vector<Value>& sound, std::mt19937_64& random) {
  double energy = 0;
  for (const Value& x : sound) energy += power(x);
  const double deviation = kFloor * std::sqrt(energy / static_cast<double>(std::max<std::size_t>(1, sound.size())));
  for (Value& x : sound) x += draw<Value>(random, deviation);
}

}  // namespace

template <class Value>
ArModel<Value> fitAr(const std::vector<std::span<const Value>>& stretches, std::size_t order) {
  std::vector<std::vector<Value>> forward, backward;
  std::size_t longest = 0, samples = 0;
  double total = 0;
  std::mt19937_64 random(kFloorSeed);
  for (const auto& stretch : stretches) {
    forward.emplace_back(stretch.begin(), stretch.end());
    addFloor(forward.back(), random);
    backward.push_back(forward.back());
    longest = std::max(longest, stretch.size());
    samples += stretch.size();
    for (const Value& x : stretch) total += power(x);
  }
  ArModel<Value> model{{Value(1.0)}, samples > 0 ? total / static_cast<double>(samples) : 0};
  order = std::min(order, longest > 1 ? longest - 1 : 0);
  for (std::size_t m = 1; m <= order && model.variance > 0; ++m) {
    Value cross{};
    double energy = 0;
    for (std::size_t s = 0; s < forward.size(); ++s)
      for (std::size_t n = m; n < forward[s].size(); ++n) {
        cross += times(forward[s][n], conjugate(backward[s][n - 1]));
        energy += power(forward[s][n]) + power(backward[s][n - 1]);
      }
    if (!(energy > 1e-12 * total)) break;  // predicted in full
    const Value k = (-2.0 / energy) * cross;
    for (std::size_t s = 0; s < forward.size(); ++s)
      for (std::size_t n = forward[s].size(); n-- > m;) {
        const Value f = forward[s][n], b = backward[s][n - 1];
        forward[s][n] = f + times(k, b);
        backward[s][n] = b + times(conjugate(k), f);
      }
    std::vector<Value> a = model.a;
    a.emplace_back();
    for (std::size_t i = 1; i <= m; ++i) {
      const Value mirrored = m - i < model.a.size() ? model.a[m - i] : Value{};
      a[i] = (i < model.a.size() ? model.a[i] : Value{}) + times(k, conjugate(mirrored));
    }
    model.a = std::move(a);
    model.variance *= std::max(0.0, 1 - power(k));
  }
  return model;
}

template <class Value>
void fillGap(std::span<Value> samples, std::size_t first, std::size_t count, const ArModel<Value>& model,
             double texture, std::uint64_t seed) {
  if (count == 0) return;
  std::vector<Value> t = correlation(model.a);
  t[0] *= 1 + 1e-9;
  const std::vector<Value> filled = interpolate<Value>(samples, first, count, t);
  std::vector<Value> open(count);
  if (texture > 0 && model.variance > 0) {
    // A sound of the model's own, less what its own surroundings tell about the gap.
    const std::size_t order = model.order(), settle = 4 * order + 64;
    std::vector<Value> other(settle + count + 2 * order);
    std::mt19937_64 random(seed);
    for (std::size_t n = 0; n < other.size(); ++n) {
      Value x = draw<Value>(random, std::sqrt(model.variance));
      for (std::size_t k = 1; k <= std::min(order, n); ++k) x -= times(model.a[k], other[n - k]);
      other[n] = x;
    }
    const std::size_t gap = settle + order;
    const std::vector<Value> told = interpolate<Value>(other, gap, count, t);
    for (std::size_t i = 0; i < count; ++i) open[i] = texture * (other[gap + i] - told[i]);
  }
  for (std::size_t i = 0; i < count; ++i) samples[first + i] = filled[i] + open[i];
}

template <class Value>
void extrapolate(std::span<Value> samples, std::size_t first, std::size_t count, const ArModel<Value>& model,
                 bool isForward, double texture, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const double deviation = texture * std::sqrt(model.variance);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t here = isForward ? first + i : first + count - 1 - i;
    const std::size_t known = isForward ? here : samples.size() - 1 - here;
    Value x = deviation > 0 ? draw<Value>(random, deviation) : Value{};
    // Backwards the predictor is the conjugate one: it has the same autocorrelation, mirrored.
    for (std::size_t k = 1; k <= std::min(model.order(), known); ++k)
      x -= isForward ? times(model.a[k], samples[here - k]) : times(conjugate(model.a[k]), samples[here + k]);
    samples[here] = x;
  }
}

template ArModel<double> fitAr(const std::vector<std::span<const double>>&, std::size_t);
template ArModel<std::complex<double>> fitAr(const std::vector<std::span<const std::complex<double>>>&, std::size_t);
template void fillGap(std::span<double>, std::size_t, std::size_t, const ArModel<double>&, double, std::uint64_t);
template void fillGap(std::span<std::complex<double>>, std::size_t, std::size_t, const ArModel<std::complex<double>>&,
                      double, std::uint64_t);

template void extrapolate(std::span<double>, std::size_t, std::size_t, const ArModel<double>&, bool, double,
                          std::uint64_t);
template void extrapolate(std::span<std::complex<double>>, std::size_t, std::size_t,
                          const ArModel<std::complex<double>>&, bool, double, std::uint64_t);

}  // namespace lathe
