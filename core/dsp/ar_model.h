// Linear prediction of sound: an autoregressive model from autocorrelations, and sums of products that vectorise.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace lathe {

/// The sum of a[i] * b[i], in eight interleaved partial sums: the same bits on every machine.
double dotProduct(const double* a, const double* b, std::size_t count) noexcept;

/// out[n] = the sum over k of taps[k] * x[n + k], for n below `count`: dot products side by side. Reads count + tapCount
/// - 1 samples of x.
void slideOver(const double* x, const double* taps, std::size_t tapCount, double* out, std::size_t count) noexcept;

/// target[i] += factor * source[i].
void addScaled(double* target, const double* source, double factor, std::size_t count) noexcept;

/// One stage of a lattice: forward[n] and backward[n] take `reflection` of each other.
void latticeStage(double* forward, double* backward, double reflection, std::size_t count) noexcept;

/// Sound as white noise e through an all-pole filter: e(n) = x(n) + a1 x(n-1) + ... + ap x(n-p).
struct ArModel {
  std::vector<double> coefficients;  ///< 1, a1, ... ap
  double variance = 0;               ///< of e, in the units of the autocorrelation

  std::size_t order() const noexcept { return coefficients.empty() ? 0 : coefficients.size() - 1; }
};

/// The sums over n of x(n) x(n + lag), for lag = 0 .. lags.size() - 1.
void autocorrelate(std::span<const double> x, std::span<double> lags) noexcept;

/// The model of order autocorrelation.size() - 1 by the Levinson-Durbin recursion; stable for any autocorrelation of a
/// signal. Silence gives the model 1, 0, 0, ... (Markel and Gray, Linear Prediction of Speech, 1976.)
ArModel levinsonDurbin(std::span<const double> autocorrelation);
/// The same without memory of its own: writes the coefficients to `a` and gives the variance. `a` is as long as the
/// autocorrelation, `scratch` twice as long.
double levinsonDurbin(std::span<const double> autocorrelation, std::span<double> a, std::span<double> scratch) noexcept;

/// The model of that order by Burg's method: sharper than windowed autocorrelation on steady tones, stable as well;
/// takes order * x.size() steps. (Burg, 1975.)
ArModel burg(std::span<const double> x, std::size_t order);

/// The autocorrelation of the coefficients: sums over k of a(k) a(k + d), for d = 0 .. order.
std::vector<double> coefficientCorrelation(std::span<const double> coefficients);

}  // namespace lathe
