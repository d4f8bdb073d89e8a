// Filling a gap in a signal from both of its sides with an autoregressive model, real or complex.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <complex>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/work/progress.h"

namespace lathe {

/// A linear predictor: x[t] + a[1] x[t-1] + ... + a[p] x[t-p] = e[t]. `a[0]` is 1.
template <class Value>
struct Predictor {
  std::vector<Value> a;
  double variance = 0;  ///< of e

  std::size_t order() const noexcept { return a.size() - 1; }
};

/// Burg's method on several stretches of the same sound at once (Burg 1975; stable by construction). Stretches that are
/// not longer than the order count as far as they go. The order is lowered when the sound is too short for it.
template <class Value>
Predictor<Value> fitAr(const std::vector<std::span<const Value>>& stretches, std::size_t order,
                       const Progress& progress = {});

/// Replaces samples[first .. first + count) by those that make the model's residue smallest given all others:
/// least-squares autoregressive interpolation (Janssen, Veldhuis and Vries 1986; Godsill and Rayner 1998, chapter 5).
/// `texture` 0..1 adds that share of a draw from what the model leaves open, so that noisy sound does not thin out
/// (Godsill and Rayner, 5.2.3.2); the draw is the same for the same seed. Cost grows with count squared. Throws Error
/// (Cancelled) when stopped, as the others here do.
template <class Value>
void fillGap(std::span<Value> samples, std::size_t first, std::size_t count, const Predictor<Value>& model,
             double texture = 0, std::uint64_t seed = 1, const Progress& progress = {});

/// Replaces samples[first .. first + count) by what the model predicts from those before them alone, or (not isForward)
/// from those behind them. `texture` as in fillGap().
template <class Value>
void extrapolate(std::span<Value> samples, std::size_t first, std::size_t count, const Predictor<Value>& model,
                 bool isForward, double texture = 0, std::uint64_t seed = 1, const Progress& progress = {});

extern template Predictor<double> fitAr(const std::vector<std::span<const double>>&, std::size_t, const Progress&);
extern template Predictor<std::complex<double>> fitAr(const std::vector<std::span<const std::complex<double>>>&,
                                                      std::size_t, const Progress&);
extern template void fillGap(std::span<double>, std::size_t, std::size_t, const Predictor<double>&, double,
                             std::uint64_t, const Progress&);
extern template void fillGap(std::span<std::complex<double>>, std::size_t, std::size_t,
                             const Predictor<std::complex<double>>&, double, std::uint64_t, const Progress&);

extern template void extrapolate(std::span<double>, std::size_t, std::size_t, const Predictor<double>&, bool, double,
                                 std::uint64_t, const Progress&);
extern template void extrapolate(std::span<std::complex<double>>, std::size_t, std::size_t,
                                 const Predictor<std::complex<double>>&, bool, double, std::uint64_t, const Progress&);

}  // namespace lathe
