// Autoregressive models of passages of a signal, by windowed autocorrelation through the FFT.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <span>

#include "core/dsp/ar_model.h"
#include "core/fft/aligned_array.h"
#include "core/fft/fft_plans.h"

namespace lathe {

/// Models of `window` samples around a place. One thread at a time.
class ArEstimator {
 public:
  /// `window` is a power of two, at least 64.
  explicit ArEstimator(std::size_t window);

  std::size_t window() const noexcept { return window_.size(); }
  /// The model of the samples around `centre`; beyond the ends of `x` is silence. Its variance is that of one sample.
  /// `order` is less than the window.
  ArModel operator()(std::span<const double> x, std::size_t centre, std::size_t order);

 private:
  AlignedArray<double> window_;
  RealFft<double> fft_;
  AlignedArray<double> samples_;
  AlignedArray<Complex<double>> spectrum_;
};

}  // namespace lathe
