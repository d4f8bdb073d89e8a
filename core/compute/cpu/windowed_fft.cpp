// Windows around one real FFT.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/cpu/windowed_fft.h"

#include <algorithm>

#include "core/audio/simd.h"

namespace lathe {
namespace {

LATHE_VECTOR_CLONES
void multiply(const float* a, const float* b, float* product, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) product[i] = a[i] * b[i];
}

LATHE_VECTOR_CLONES
void addProduct(const float* a, const float* b, float* sum, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) sum[i] += a[i] * b[i];
}

LATHE_VECTOR_CLONES
void weighAll(const float* gains, Complex<float>* bins, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) bins[i] = weighed(bins[i], gains[i]);
}

}  // namespace

WindowedFft::WindowedFft(const StftSpec& spec) : fft_(spec.size), analysis_(spec.size), synthesis_(spec.size) {
  std::ranges::copy(spec.analysis, analysis_.data());
  std::ranges::copy(spec.synthesis, synthesis_.data());
}

void WindowedFft::forward(const float* samples, Complex<float>* spectrum, float* work) const noexcept {
  multiply(samples, analysis_.data(), work, size());
  fft_.forward(work, spectrum);
}

void WindowedFft::addInverse(Complex<float>* spectrum, float* samples, float* work) const noexcept {
  fft_.inverse(spectrum, work);
  addProduct(work, synthesis_.data(), samples, size());
}

void WindowedFft::weigh(const float* gains, Complex<float>* spectrum) const noexcept {
  weighAll(gains, spectrum, bins());
}

}  // namespace lathe
