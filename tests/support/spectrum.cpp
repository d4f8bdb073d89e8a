// A small FFT in double precision and the windows around it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "tests/support/spectrum.h"

#include <cassert>
#include <cmath>
#include <complex>
#include <numbers>

namespace lathe::test {
namespace {

using Complex = std::complex<double>;

/// Iterative radix-2, in place.
void fft(std::vector<Complex>& x) {
  const std::size_t size = x.size();
  assert((size & (size - 1)) == 0 && "the length is a power of two");
  for (std::size_t i = 1, j = 0; i < size; ++i) {
    std::size_t bit = size >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) std::swap(x[i], x[j]);
  }
  std::vector<Complex> turns(size / 2);
  for (std::size_t k = 0; k < turns.size(); ++k)
    turns[k] = std::polar(1.0, -2 * std::numbers::pi * static_cast<double>(k) / static_cast<double>(size));
  for (std::size_t half = 1; half < size; half *= 2)
    for (std::size_t start = 0; start < size; start += 2 * half)
      for (std::size_t k = 0; k < half; ++k) {
        const Complex turned = x[start + half + k] * turns[k * (size / (2 * half))];
        x[start + half + k] = x[start + k] - turned;
        x[start + k] += turned;
      }
}

/// 7-term Blackman-Harris (H. Albrecht, ICASSP 2001), without its mean.
double blackmanHarris(std::size_t n, std::size_t size) {
  constexpr double terms[] = {2.712203605850388e-1, -4.334446123274422e-1, 2.180041228929303e-1, -6.578534329560609e-2,
                              1.076186730534183e-2, -7.700127105808265e-4, 1.368088305992921e-5};
  double sum = 0;
  for (int k = 0; k < 7; ++k)
    sum += terms[k] * std::cos(2 * std::numbers::pi * k * static_cast<double>(n) / static_cast<double>(size));
  return sum / terms[0];
}

}  // namespace

Line lineAt(std::span<const float> samples, double sampleRate, Hertz frequency) {
  Complex sum = 0;
  for (std::size_t n = 0; n < samples.size(); ++n) {
    const double cycles = frequency.value * static_cast<double>(n) / sampleRate;
    const double angle = -2 * std::numbers::pi * (cycles - std::floor(cycles));
    sum += blackmanHarris(n, samples.size()) * samples[n] * std::polar(1.0, angle);
  }
  sum *= Complex(0, 2.0 / static_cast<double>(samples.size()));
  return {std::abs(sum), std::arg(sum)};
}

std::vector<double> powerSpectrum(std::span<const float> samples, std::size_t size) {
  std::vector<double> power(size / 2 + 1);
  std::vector<Complex> x(size);
  double scale = 0;
  for (std::size_t start = 0; start + size <= samples.size(); start += size / 2) {
    for (std::size_t n = 0; n < size; ++n) {
      const double window =
          0.5 - 0.5 * std::cos(2 * std::numbers::pi * static_cast<double>(n) / static_cast<double>(size));
      x[n] = window * samples[start + n];
      scale += window * window;
    }
    fft(x);
    for (std::size_t k = 0; k < power.size(); ++k) power[k] += std::norm(x[k]) * (k == 0 || k == size / 2 ? 1 : 2);
  }
  for (double& p : power) p /= scale * static_cast<double>(size);
  return power;
}

std::vector<double> amplitudeSpectrum(std::span<const float> samples) {
  std::vector<Complex> x(samples.size());
  for (std::size_t n = 0; n < x.size(); ++n) x[n] = blackmanHarris(n, x.size()) * samples[n];
  fft(x);
  std::vector<double> amplitude(x.size() / 2 + 1);
  for (std::size_t k = 0; k < amplitude.size(); ++k) amplitude[k] = std::abs(x[k]) * 2 / static_cast<double>(x.size());
  return amplitude;
}

}  // namespace lathe::test
