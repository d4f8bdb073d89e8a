// Overlap-save's two transforms in one go, for either precision: a window to its spectrum, a spectrum to its second
// half.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <algorithm>
#include <cstddef>

#include "core/fft/aligned_array.h"
#include "core/fft/bin_groups.h"
#include "core/fft/fft_plans.h"

namespace lathe {

/// Not scaled. `arrange` puts a spectrum in natural order into this one's. The order of a spectrum's bins is its own.
/// One transform at a time: every thread has its own.
template <class Real>
class WindowFft {
 public:
  explicit WindowFft(std::size_t size) : fft_(size), spectrum_(fft_.bins()), samples_(size) {}

  std::size_t size() const noexcept { return fft_.size(); }
  std::size_t groups() const noexcept { return groupsFor<Real>(fft_.bins()); }
  void forward(const Real* window, BinGroup<Real>* spectrum) noexcept {
    std::copy_n(window, size(), samples_.data());
    fft_.forward(samples_.data(), spectrum_.data());
    intoGroups<Real>(spectrum_.data(), fft_.bins(), spectrum);
  }
  void arrange(const Complex<double>* natural, BinGroup<Real>* spectrum) noexcept {
    std::transform(natural, natural + fft_.bins(), spectrum_.data(), [](const Complex<double>& bin) {
      return Complex<Real>{static_cast<Real>(bin.re), static_cast<Real>(bin.im)};
    });
    intoGroups<Real>(spectrum_.data(), fft_.bins(), spectrum);
  }
  void inverse(const BinGroup<Real>* spectrum, Real* secondHalf) noexcept {
    fromGroups<Real>(spectrum, fft_.bins(), spectrum_.data());
    fft_.inverse(spectrum_.data(), samples_.data());
    std::copy_n(samples_.data() + size() / 2, size() / 2, secondHalf);
  }

 private:
  RealFft<Real> fft_;
  AlignedArray<Complex<Real>> spectrum_;
  AlignedArray<Real> samples_;
};

}  // namespace lathe
