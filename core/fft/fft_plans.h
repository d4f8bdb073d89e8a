// FFTs of our own: their tables are made once per process and shared, and every CPU gives the same bits.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <array>
#include <cstddef>
#include <memory>

#include "core/fft/complex.h"

namespace lathe {

/// The tables of one size.
template <class Real>
class FftPlan;

/// The discrete Fourier transform of `size` real samples, and back, neither way scaled: back(forward(x)) = size * x.
/// Fast where size is a multiple of 128 (64 in double) and has no prime factor above 5; right for any even one, in time
/// proportional to the largest prime factor. Making one takes a lock, memory and, the first time, a sine per sample:
/// never on an audio thread. The transforms themselves may run on any number of threads at once.
template <class Real>
class RealFft {
 public:
  explicit RealFft(std::size_t size);

  std::size_t size() const noexcept { return size_; }
  std::size_t bins() const noexcept { return size_ / 2 + 1; }

  /// `samples` (size) to `spectrum` (bins); the samples' contents are lost.
  void forward(Real* samples, Complex<Real>* spectrum) const noexcept;
  /// `spectrum` (bins) to `samples` (size); the spectrum's contents are lost.
  void inverse(Complex<Real>* spectrum, Real* samples) const noexcept;

 private:
  std::size_t size_;
  std::shared_ptr<const FftPlan<Real>> plan_;
};

/// The transform of `size` complex numbers, and back, neither way scaled. `size` is a power of two, at least 64. Made and
/// shared as RealFft.
class ComplexFft {
 public:
  explicit ComplexFft(std::size_t size);

  std::size_t size() const noexcept { return size_; }
  /// In place; `work` is room for another `size`, whose contents are lost.
  void forward(Complex<float>* bins, Complex<float>* work) const noexcept;
  void inverse(Complex<float>* bins, Complex<float>* work) const noexcept;

 private:
  std::size_t size_;
  std::shared_ptr<const FftPlan<float>> plan_;
};

/// 64 transforms of 64 complex numbers each, side by side, neither way scaled: value i of transform j lies at
/// i * stride + j.
class ColumnFfts {
 public:
  static constexpr std::size_t size = 64, count = 64;
  explicit ColumnFfts(std::size_t stride);

  /// In place; `work` is room for size * count, whose contents are lost.
  void forward(Complex<float>* bins, Complex<float>* work) const noexcept;
  void inverse(Complex<float>* bins, Complex<float>* work) const noexcept;

 private:
  std::size_t stride_;
  std::array<float, 2 * 7 * 8> turns_;  ///< between its two passes of radix 8
};

/// How many sizes per precision are kept for the next user after their last one is gone.
constexpr std::size_t keptFftPlans = 24;

extern template class RealFft<float>;
extern template class RealFft<double>;

}  // namespace lathe
