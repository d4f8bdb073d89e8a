// The multiply-add loops of every convolution on the CPU, for several vector units.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/fft/bin_groups.h"

#include "core/audio/simd.h"

namespace lathe {
namespace {

#define LATHE_INLINE_LOOP inline __attribute__((always_inline)) void

/// Adds `terms` products in one pass, so that the sum is loaded and stored once for all of them.
template <int terms, class Real>
LATHE_INLINE_LOOP addSome(const SpectrumProduct<Real>* products, std::size_t first, std::size_t count,
                          BinGroup<Real>* sum) {
  const BinGroup<Real>*x[terms], *h[terms];
  for (int t = 0; t < terms; ++t) x[t] = products[t].input + first, h[t] = products[t].filter + first;
  sum += first;
  for (std::size_t g = 0; g < count; ++g) {
#pragma GCC ivdep
    for (std::size_t i = 0; i < BinGroup<Real>::size; ++i) {
      Complex<Real> value{sum[g].re[i], sum[g].im[i]};
#pragma GCC unroll 8
      for (int t = 0; t < terms; ++t) {
        value = multiplyAdd(value, Complex<Real>{x[t][g].re[i], x[t][g].im[i]},
                            Complex<Real>{h[t][g].re[i], h[t][g].im[i]});
      }
      sum[g].re[i] = value.re;
      sum[g].im[i] = value.im;
    }
  }
}

template <class Real>
LATHE_INLINE_LOOP addAll(std::span<const SpectrumProduct<Real>> products, std::size_t first, std::size_t count,
                         BinGroup<Real>* sum) {
  std::size_t t = 0;
  for (; t + 4 <= products.size(); t += 4) addSome<4>(&products[t], first, count, sum);
  for (; t < products.size(); ++t) addSome<1>(&products[t], first, count, sum);
}

template <class Real>
LATHE_INLINE_LOOP intoGroupsLoop(const Complex<Real>* spectrum, std::size_t bins, BinGroup<Real>* groups) {
  constexpr std::size_t size = BinGroup<Real>::size;
  const std::size_t whole = bins / size;
  for (std::size_t g = 0; g < whole; ++g) {
#pragma GCC ivdep
    for (std::size_t i = 0; i < size; ++i) {
      groups[g].re[i] = spectrum[g * size + i].re;
      groups[g].im[i] = spectrum[g * size + i].im;
    }
  }
  for (std::size_t i = whole * size; i < bins; ++i) {
    groups[whole].re[i - whole * size] = spectrum[i].re;
    groups[whole].im[i - whole * size] = spectrum[i].im;
  }
}

template <class Real>
LATHE_INLINE_LOOP fromGroupsLoop(const BinGroup<Real>* groups, std::size_t bins, Complex<Real>* spectrum) {
  constexpr std::size_t size = BinGroup<Real>::size;
  const std::size_t whole = bins / size;
  for (std::size_t g = 0; g < whole; ++g) {
#pragma GCC ivdep
    for (std::size_t i = 0; i < size; ++i) spectrum[g * size + i] = {groups[g].re[i], groups[g].im[i]};
  }
  for (std::size_t i = whole * size; i < bins; ++i) {
    spectrum[i] = {groups[whole].re[i - whole * size], groups[whole].im[i - whole * size]};
  }
}

// Only plain functions can be compiled for several vector units, so each precision has its own.
LATHE_FMA_CLONES void addFloats(std::span<const SpectrumProduct<float>> products, std::size_t first, std::size_t count,
                                BinGroup<float>* sum) {
  addAll(products, first, count, sum);
}
LATHE_FMA_CLONES void addDoubles(std::span<const SpectrumProduct<double>> products, std::size_t first,
                                 std::size_t count, BinGroup<double>* sum) {
  addAll(products, first, count, sum);
}
LATHE_FMA_CLONES void groupFloats(const Complex<float>* spectrum, std::size_t bins, BinGroup<float>* groups) {
  intoGroupsLoop(spectrum, bins, groups);
}
LATHE_FMA_CLONES void groupDoubles(const Complex<double>* spectrum, std::size_t bins, BinGroup<double>* groups) {
  intoGroupsLoop(spectrum, bins, groups);
}
LATHE_FMA_CLONES void ungroupFloats(const BinGroup<float>* groups, std::size_t bins, Complex<float>* spectrum) {
  fromGroupsLoop(groups, bins, spectrum);
}
LATHE_FMA_CLONES void ungroupDoubles(const BinGroup<double>* groups, std::size_t bins, Complex<double>* spectrum) {
  fromGroupsLoop(groups, bins, spectrum);
}

#undef LATHE_INLINE_LOOP

}  // namespace

template <>
void addProducts<float>(std::span<const SpectrumProduct<float>> products, std::size_t first, std::size_t count,
                        BinGroup<float>* sum) noexcept {
  addFloats(products, first, count, sum);
}
template <>
void addProducts<double>(std::span<const SpectrumProduct<double>> products, std::size_t first, std::size_t count,
                         BinGroup<double>* sum) noexcept {
  addDoubles(products, first, count, sum);
}
template <>
void intoGroups<float>(const Complex<float>* spectrum, std::size_t bins, BinGroup<float>* groups) noexcept {
  groupFloats(spectrum, bins, groups);
}
template <>
void intoGroups<double>(const Complex<double>* spectrum, std::size_t bins, BinGroup<double>* groups) noexcept {
  groupDoubles(spectrum, bins, groups);
}
template <>
void fromGroups<float>(const BinGroup<float>* groups, std::size_t bins, Complex<float>* spectrum) noexcept {
  ungroupFloats(groups, bins, spectrum);
}
template <>
void fromGroups<double>(const BinGroup<double>* groups, std::size_t bins, Complex<double>* spectrum) noexcept {
  ungroupDoubles(groups, bins, spectrum);
}

}  // namespace lathe
