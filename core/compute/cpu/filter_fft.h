// Spectra of impulse responses, computed in double: done once, and a third of a convolution's error is gone.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <algorithm>
#include <cstddef>

#include "core/compute/ops/convolution.h"
#include "core/fft/aligned_array.h"
#include "core/fft/bin_groups.h"
#include "core/fft/fft_plans.h"
#include "core/fft/staged_fft.h"

namespace lathe {

/// One transform at a time: every thread has its own.
class FilterFft {
 public:
  explicit FilterFft(std::size_t size) : fft_(size), window_(size), bins_(fft_.bins()) {}

  /// The spectrum of `count` taps (at most size of them) for overlap-save with transforms that are not scaled:
  /// divided by size. In natural order; valid until the next call.
  template <class Real>
  const Complex<double>* operator()(const Real* taps, std::size_t count) noexcept {
    const double scale = 1.0 / static_cast<double>(fft_.size());
    std::fill_n(std::transform(taps, taps + count, window_.data(),
                               [=](Real tap) { return scale * static_cast<double>(soundOrSilence(tap)); }),
                fft_.size() - count, 0.0);
    fft_.forward(window_.data(), bins_.data());
    return bins_.data();
  }

 private:
  RealFft<double> fft_;
  AlignedArray<double> window_;
  AlignedArray<Complex<double>> bins_;
};

}  // namespace lathe
