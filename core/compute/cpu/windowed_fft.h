// One frame of a short-time transform on the CPU: window and FFT, and back onto a sum.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/compute/ops/stft.h"
#include "core/fft/aligned_array.h"
#include "core/fft/fft_plans.h"

namespace lathe {

/// The frames of a StftSpec. Any number of threads may use one at once, each with its own `work` of size() samples; all
/// arrays but the sound start on a 64-byte border.
class WindowedFft {
 public:
  explicit WindowedFft(const StftSpec& spec);

  std::size_t size() const noexcept { return fft_.size(); }
  std::size_t bins() const noexcept { return fft_.bins(); }
  /// Bins rounded up to whole cache lines, for rows of spectra.
  std::size_t stride() const noexcept { return wholeLines<Complex<float>>(bins()); }

  /// size() samples from `samples` on to bins() bins.
  void forward(const float* samples, Complex<float>* spectrum, float* work) const noexcept;
  /// Adds a frame to size() samples; `spectrum` is lost.
  void addInverse(Complex<float>* spectrum, float* samples, float* work) const noexcept;
  /// Each bin times its gain.
  void weigh(const float* gains, Complex<float>* spectrum) const noexcept;

 private:
  RealFft<float> fft_;
  AlignedArray<float> analysis_, synthesis_;
};

}  // namespace lathe
