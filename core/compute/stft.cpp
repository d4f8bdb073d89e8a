// Windows and their scales around one real FFT.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/stft.h"

#include <cmath>
#include <numbers>

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

}  // namespace

Stft::Stft(std::size_t size) : size_(size), fft_(size), in_(size), out_(size), work_(size) {
  // Hann's squares of roots at a quarter of its length add up to 2, and its sum is size / 2.
  const double length = static_cast<double>(size);
  for (std::size_t n = 0; n < size; ++n) {
    const double window = std::sin(std::numbers::pi * static_cast<double>(n) / length);
    in_[n] = static_cast<float>(window / std::sqrt(length / 2));
    out_[n] = static_cast<float>(window * std::sqrt(length / 2) / (2 * length));
  }
}

void Stft::forward(const float* samples, Complex<float>* spectrum) noexcept {
  multiply(samples, in_.data(), work_.data(), size_);
  fft_.forward(work_.data(), spectrum);
}

void Stft::addInverse(Complex<float>* spectrum, float* samples) noexcept {
  fft_.inverse(spectrum, work_.data());
  addProduct(work_.data(), out_.data(), samples, size_);
}

}  // namespace lathe
