// Burg's recursion, and the Toeplitz equations of the interpolation by Levinson's.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/dsp/ar_gap.h"

#include <algorithm>
#include <cmath>

#include "core/audio/exact_math.h"
#include "core/audio/random.h"
#include "core/audio/simd.h"
#include "core/dsp/ar_model.h"

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

constexpr std::size_t kStopEvery = 256;  ///< rows or samples between two looks whether to stop

// std::complex multiplies with checks for infinities; sound has none.
double times(double a, double b) noexcept { return a * b; }
std::complex<double> times(std::complex<double> a, std::complex<double> b) noexcept {
  return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
}

/// Sum of a[i] b[i].
double dot(const double* a, const double* b, std::size_t count) noexcept { return dotProduct(a, b, count); }

std::complex<double> dot(const std::complex<double>* a, const std::complex<double>* b, std::size_t count) noexcept {
  double re[4] = {}, im[4] = {};
  std::size_t i = 0;
  for (; i + 4 <= count; i += 4)
    for (std::size_t k = 0; k < 4; ++k) {
      re[k] += a[i + k].real() * b[i + k].real() - a[i + k].imag() * b[i + k].imag();
      im[k] += a[i + k].real() * b[i + k].imag() + a[i + k].imag() * b[i + k].real();
    }
  std::complex<double> sum((re[0] + re[1]) + (re[2] + re[3]), (im[0] + im[1]) + (im[2] + im[3]));
  for (; i < count; ++i) sum += times(a[i], b[i]);
  return sum;
}

/// Sum of conj(a[i]) b[i].
double innerProduct(const double* a, const double* b, std::size_t count) noexcept { return dotProduct(a, b, count); }

std::complex<double> innerProduct(const std::complex<double>* a, const std::complex<double>* b,
                                  std::size_t count) noexcept {
  // As four sums of real products, of interleaved parts.
  double re[4] = {}, im[4] = {};
  std::size_t i = 0;
  for (; i + 4 <= count; i += 4)
    for (std::size_t k = 0; k < 4; ++k) {
      re[k] += a[i + k].real() * b[i + k].real() + a[i + k].imag() * b[i + k].imag();
      im[k] += a[i + k].real() * b[i + k].imag() - a[i + k].imag() * b[i + k].real();
    }
  std::complex<double> sum((re[0] + re[1]) + (re[2] + re[3]), (im[0] + im[1]) + (im[2] + im[3]));
  for (; i < count; ++i) sum += times(conjugate(a[i]), b[i]);
  return sum;
}

/// a and b become scale (a + k b) and scale (b + conj(k) a): a step of a lattice.
LATHE_COMPLEX_CLONES
void latticeStep(double* a, double* b, double k, double scale, std::size_t count) noexcept {
  for (std::size_t i = 0; i < count; ++i) {
    const double x = a[i], y = b[i];
    a[i] = scale * (x + k * y);
    b[i] = scale * (y + k * x);
  }
}

LATHE_COMPLEX_CLONES
void latticeStep(std::complex<double>* a, std::complex<double>* b, std::complex<double> k, double scale,
                 std::size_t count) noexcept {
  for (std::size_t i = 0; i < count; ++i) {
    const std::complex<double> x = a[i], y = b[i];
    a[i] = scale * (x + times(k, y));
    b[i] = scale * (y + times(conjugate(k), x));
  }
}

/// target[i] += factor source[i].
void addTimes(double* target, const double* source, double factor, std::size_t count) noexcept {
  addScaled(target, source, factor, count);
}
void addTimes(std::complex<double>* target, const std::complex<double>* source, std::complex<double> factor,
              std::size_t count) noexcept {
  for (std::size_t i = 0; i < count; ++i) target[i] += times(factor, source[i]);
}

/// r[l] = sum over k of conj(a[k]) a[k + l]: the autocorrelation of the prediction filter.
template <class Value>
std::vector<Value> correlation(const std::vector<Value>& a) {
  std::vector<Value> r(a.size());
  for (std::size_t lag = 0; lag < a.size(); ++lag) r[lag] = innerProduct(a.data(), a.data() + lag, a.size() - lag);
  return r;
}

/// Solves sum over j of t[i - j] x[j] = y[i] with t[-l] = conj(t[l]) by Levinson's recursion (Golub and Van Loan, 4.7).
template <class Value>
std::vector<Value> solveToeplitz(const std::vector<Value>& t, const std::vector<Value>& y, const Progress& progress) {
  const std::size_t count = y.size(), lags = t.size() - 1;
  const std::vector<Value> turned(t.rbegin(), t.rend());  // turned[lags - l] = t[l]
  // f: T f = (e, 0, ..., 0), from its first value on; by the matrix's symmetry the backward vector is the forward one,
  // reversed and conjugated: it is kept beside it, aligned at its last value.
  std::vector<Value> x(count), f(count), backward(count);
  f[0] = backward[count - 1] = Value(1.0) / t[0];
  x[0] = times(y[0], f[0]);
  for (std::size_t n = 1; n < count; ++n) {
    if (n % kStopEvery == 0) progress.throwIfStopped();
    const std::size_t reach = std::min(n, lags), from = n - reach;
    const Value* const lag = turned.data() + (lags - reach);  // t[n - j] for j = from ...
    const Value error = dot(lag, f.data() + from, reach);
    const Value rest = y[n] - dot(lag, x.data() + from, reach);
    const double divisor = 1 - power(error);
    if (!(divisor > 1e-14)) break;  // numerically singular: what is solved so far is the answer
    // f[j] for j <= n beside the backward vector's value that meets it; each begins or ends with a zero.
    Value* const back = backward.data() + (count - 1 - n);
    latticeStep(f.data(), back, -error, 1 / divisor, n + 1);
    addTimes(x.data(), back, rest, n + 1);
  }
  return x;
}

/// t[order], ... t[0], ... conj(t[order]): what a Toeplitz matrix's row multiplies samples with, first to last.
template <class Value>
std::vector<Value> rowOf(const std::vector<Value>& t) {
  std::vector<Value> row(t.rbegin(), t.rend());
  for (std::size_t lag = 1; lag < t.size(); ++lag) row.push_back(conjugate(t[lag]));
  return row;
}

/// Sum over j of t[at - j] x[j], as far as there are x.
template <class Value>
Value filteredAt(const std::vector<Value>& row, std::span<const Value> x, std::size_t at) {
  const std::size_t order = row.size() / 2;
  const std::size_t from = at > order ? at - order : 0, to = std::min(x.size(), at + order + 1);
  return dot(row.data() + (order - (at - from)), x.data() + from, to - from);
}

/// The unknown samples, given the ones around them.
template <class Value>
std::vector<Value> interpolate(std::span<const Value> samples, std::size_t first, std::size_t count,
                               const std::vector<Value>& t, const Progress& progress) {
  const std::size_t order = t.size() - 1;
  const std::size_t low = first > order ? first - order : 0, high = std::min(samples.size(), first + count + order);
  std::vector<Value> known(samples.begin() + static_cast<std::ptrdiff_t>(low),
                           samples.begin() + static_cast<std::ptrdiff_t>(high));
  std::fill_n(known.begin() + static_cast<std::ptrdiff_t>(first - low), count, Value{});
  const std::vector<Value> row = rowOf(t);
  std::vector<Value> y(count);
  for (std::size_t i = 0; i < count; ++i) y[i] = -filteredAt<Value>(row, known, first - low + i);
  std::vector<Value> x = solveToeplitz(t, y, progress), rest(count);
  for (int round = 0; round < 2; ++round) {
    for (std::size_t i = 0; i < count; ++i) rest[i] = y[i] - filteredAt<Value>(row, x, i);
    const std::vector<Value> correction = solveToeplitz(t, rest, progress);
    for (std::size_t i = 0; i < count; ++i) x[i] += correction[i];
  }
  return x;
}

template <class Value>
Value draw(Random& random, double deviation) {
  const double radius = deviation * std::sqrt(-2 * exact::log(random.share()));
  const double angle = 2 * std::numbers::pi * random.share();
  if constexpr (std::is_same_v<Value, double>)
    return radius * exact::cos(angle);
  else
    return {radius * std::sqrt(0.5) * exact::cos(angle), radius * std::sqrt(0.5) * exact::sin(angle)};
}

template <class Value>
void addFloor(std::vector<Value>& sound, Random& random) {
  double energy = 0;
  for (const Value& x : sound) energy += power(x);
  const double deviation = kFloor * std::sqrt(energy / static_cast<double>(std::max<std::size_t>(1, sound.size())));
  for (Value& x : sound) x += draw<Value>(random, deviation);
}

}  // namespace

template <class Value>
Predictor<Value> fitAr(const std::vector<std::span<const Value>>& stretches, std::size_t order,
                       const Progress& progress) {
  std::vector<std::vector<Value>> forward, backward;
  std::size_t longest = 0, samples = 0;
  double total = 0;
  Random random(kFloorSeed);
  for (const auto& stretch : stretches) {
    forward.emplace_back(stretch.begin(), stretch.end());
    addFloor(forward.back(), random);
    backward.push_back(forward.back());
    longest = std::max(longest, stretch.size());
    samples += stretch.size();
    for (const Value& x : stretch) total += power(x);
  }
  Predictor<Value> model{{Value(1.0)}, samples > 0 ? total / static_cast<double>(samples) : 0};
  order = std::min(order, longest > 1 ? longest - 1 : 0);
  std::vector<Value> turned;
  for (std::size_t m = 1; m <= order && model.variance > 0; ++m) {
    progress.throwIfStopped();
    // Forward errors from sample m on meet backward errors from sample 0 on: those of one sample before, one order
    // less.
    Value cross{};
    double energy = 0;
    for (std::size_t s = 0; s < forward.size(); ++s) {
      if (forward[s].size() <= m) continue;
      const std::size_t count = forward[s].size() - m;
      const Value *f = forward[s].data() + m, *b = backward[s].data();
      cross += innerProduct(b, f, count);
      energy += std::real(innerProduct(f, f, count)) + std::real(innerProduct(b, b, count));
    }
    if (!(energy > 1e-12 * total)) break;  // predicted in full
    const Value k = (-2.0 / energy) * cross;
    for (std::size_t s = 0; s < forward.size(); ++s)
      if (forward[s].size() > m) latticeStep(forward[s].data() + m, backward[s].data(), k, 1, forward[s].size() - m);
    turned.assign(model.a.rbegin(), model.a.rend());
    for (Value& value : turned) value = conjugate(value);
    model.a.emplace_back();
    addTimes(model.a.data() + 1, turned.data(), k, turned.size());
    model.variance *= std::max(0.0, 1 - power(k));
  }
  return model;
}

template <class Value>
void fillGap(std::span<Value> samples, std::size_t first, std::size_t count, const Predictor<Value>& model,
             double texture, std::uint64_t seed, const Progress& progress) {
  if (count == 0) return;
  std::vector<Value> t = correlation(model.a);
  t[0] *= 1 + 1e-9;
  const std::vector<Value> filled = interpolate<Value>(samples, first, count, t, progress);
  std::vector<Value> open(count);
  if (texture > 0 && model.variance > 0) {
    // A sound of the model's own, less what its own surroundings tell about the gap.
    const std::size_t order = model.order(), settle = 4 * order + 64;
    std::vector<Value> other(settle + count + 2 * order);
    const std::vector<Value> turned(model.a.rbegin(), model.a.rend());
    Random random(seed);
    for (std::size_t n = 0; n < other.size(); ++n) {
      if (n % kStopEvery == 0) progress.throwIfStopped();
      Value x = draw<Value>(random, std::sqrt(model.variance));
      const std::size_t known = std::min(order, n);
      x -= dot(turned.data() + (order - known), other.data() + (n - known), known);
      other[n] = x;
    }
    const std::size_t gap = settle + order;
    const std::vector<Value> told = interpolate<Value>(other, gap, count, t, progress);
    for (std::size_t i = 0; i < count; ++i) open[i] = texture * (other[gap + i] - told[i]);
  }
  for (std::size_t i = 0; i < count; ++i) samples[first + i] = filled[i] + open[i];
}

template <class Value>
void extrapolate(std::span<Value> samples, std::size_t first, std::size_t count, const Predictor<Value>& model,
                 bool isForward, double texture, std::uint64_t seed, const Progress& progress) {
  Random random(seed);
  const double deviation = texture * std::sqrt(model.variance);
  for (std::size_t i = 0; i < count; ++i) {
    if (i % kStopEvery == 0) progress.throwIfStopped();
    const std::size_t here = isForward ? first + i : first + count - 1 - i;
    const std::size_t known = isForward ? here : samples.size() - 1 - here;
    Value x = deviation > 0 ? draw<Value>(random, deviation) : Value{};
    // Backwards the predictor is the conjugate one: it has the same autocorrelation, mirrored.
    for (std::size_t k = 1; k <= std::min(model.order(), known); ++k)
      x -= isForward ? times(model.a[k], samples[here - k]) : times(conjugate(model.a[k]), samples[here + k]);
    samples[here] = x;
  }
}

template Predictor<double> fitAr(const std::vector<std::span<const double>>&, std::size_t, const Progress&);
template Predictor<std::complex<double>> fitAr(const std::vector<std::span<const std::complex<double>>>&, std::size_t,
                                               const Progress&);
template void fillGap(std::span<double>, std::size_t, std::size_t, const Predictor<double>&, double, std::uint64_t,
                      const Progress&);
template void fillGap(std::span<std::complex<double>>, std::size_t, std::size_t, const Predictor<std::complex<double>>&,
                      double, std::uint64_t, const Progress&);

template void extrapolate(std::span<double>, std::size_t, std::size_t, const Predictor<double>&, bool, double,
                          std::uint64_t, const Progress&);
template void extrapolate(std::span<std::complex<double>>, std::size_t, std::size_t,
                          const Predictor<std::complex<double>>&, bool, double, std::uint64_t, const Progress&);

}  // namespace lathe
