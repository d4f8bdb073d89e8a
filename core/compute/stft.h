// Short-time Fourier transform: frames of a signal, and frames added up to a signal again.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>

#include "core/compute/aligned_array.h"
#include "core/compute/fft_plans.h"

namespace lathe {

/// Frames of `size` samples, a quarter of it apart, under the root of a Hann window on the way in and out (Allen,
/// Rabiner 1977):
/// what is left as it is adds up to the signal. A spectrum's powers are those of white noise of variance 1 when it
/// reads 1.
/// Not for several threads at once: it works in one buffer.
class Stft {
 public:
  explicit Stft(std::size_t size);

  std::size_t size() const noexcept { return size_; }
  std::size_t hop() const noexcept { return size_ / 4; }
  std::size_t bins() const noexcept { return size_ / 2 + 1; }
  /// Bins rounded up to whole cache lines, for rows of spectra.
  std::size_t stride() const noexcept { return wholeLines<Complex<float>>(bins()); }

  /// `size` samples from `samples` on to `bins` bins.
  void forward(const float* samples, Complex<float>* spectrum) noexcept;
  /// Adds a frame to `size` samples; `spectrum` is lost. All frames over a sample give it back as it was.
  void addInverse(Complex<float>* spectrum, float* samples) noexcept;

 private:
  std::size_t size_;
  RealFft<float> fft_;
  AlignedArray<float> in_, out_;  ///< windows with their scales
  AlignedArray<float> work_;
};

}  // namespace lathe
