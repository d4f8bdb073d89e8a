// Real FFTs of one size, planned once per process and shared: FFTW behind a value.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>
#include <memory>

#include "core/compute/ops/complex.h"

namespace lathe {

/// The discrete Fourier transform of `size` real samples, and back, neither way scaled: back(forward(x)) = size * x.
/// Making one takes a lock and a few milliseconds, the first time: never on an audio thread. The transforms themselves
/// may run on any number of threads at once. All arrays start on a 64-byte border (see AlignedArray).
template <class Real>
class RealFft {
 public:
  explicit RealFft(std::size_t size);

  std::size_t size() const noexcept { return size_; }
  std::size_t bins() const noexcept { return size_ / 2 + 1; }

  /// `samples` (size) to `spectrum` (bins); leaves the samples as they are.
  void forward(const Real* samples, Complex<Real>* spectrum) const noexcept;
  /// `spectrum` (bins) to `samples` (size); the spectrum's contents are lost.
  void inverse(Complex<Real>* spectrum, Real* samples) const noexcept;

 private:
  struct Plans;
  std::size_t size_;
  std::shared_ptr<const Plans> plans_;

  static std::shared_ptr<const Plans> plansFor(std::size_t size);
};

/// `count` complex transforms of `size` bins each, in place, neither way scaled; bin i of transform j lies at
/// i * stride + j * distance. Made under the same lock as RealFft, and not kept: make it once.
class ComplexFfts {
 public:
  enum class Direction { Forward, Inverse };
  ComplexFfts(std::size_t size, std::size_t count, std::size_t stride, std::size_t distance, Direction direction);

  /// `bins` starts on a 64-byte border.
  void operator()(Complex<float>* bins) const noexcept;

 private:
  std::shared_ptr<void> plan_;
};

/// How many sizes per precision are kept for the next user after their last one is gone.
constexpr std::size_t keptFftPlans = 24;

extern template class RealFft<float>;
extern template class RealFft<double>;

}  // namespace lathe
