// Spectra in groups of bins, real parts beside imaginary parts, so that multiplying them needs no shuffling.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>
#include <span>

#include "core/fft/complex.h"

namespace lathe {

/// As many bins of a spectrum as a cache line has real numbers: their real parts, then their imaginary parts.
/// A spectrum is a row of groups; the last one is filled up with bins of no meaning.
template <class Real>
struct alignas(64) BinGroup {
  static constexpr std::size_t size = 64 / sizeof(Real);
  Real re[size];
  Real im[size];
};

/// Groups that hold `bins` bins.
template <class Real>
constexpr std::size_t groupsFor(std::size_t bins) {
  return (bins + BinGroup<Real>::size - 1) / BinGroup<Real>::size;
}

/// One product in a sum of spectra.
template <class Real>
struct SpectrumProduct {
  const BinGroup<Real>* input;
  const BinGroup<Real>* filter;
};

/// sum[g] += all products, in their order and by multiplyAdd(), for the groups in [first, first + count).
template <class Real>
void addProducts(std::span<const SpectrumProduct<Real>> products, std::size_t first, std::size_t count,
                 BinGroup<Real>* sum) noexcept;

/// From the layout of an FFT to groups, and back; `bins` bins.
template <class Real>
void intoGroups(const Complex<Real>* spectrum, std::size_t bins, BinGroup<Real>* groups) noexcept;
template <class Real>
void fromGroups(const BinGroup<Real>* groups, std::size_t bins, Complex<Real>* spectrum) noexcept;

}  // namespace lathe
