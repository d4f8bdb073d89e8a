// FFT plans: right by the definition, scaled as told, shared, and safe to make on many threads.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/fft/fft_plans.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <thread>
#include <vector>

#include "core/fft/aligned_array.h"
#include "tests/support/convolution_reference.h"

namespace lathe {
namespace {

template <class Real>
double forwardError(std::size_t size) {
  RealFft<Real> fft(size);
  AlignedArray<Real> samples(size);
  AlignedArray<Complex<Real>> spectrum(fft.bins());
  const auto signal = test::noise<Real>(size, 3);
  std::copy(signal.begin(), signal.end(), samples.data());
  fft.forward(samples.data(), spectrum.data());
  long double error = 0, energy = 0;
  for (std::size_t bin = 0; bin < fft.bins(); ++bin) {
    long double re = 0, im = 0;
    for (std::size_t n = 0; n < size; ++n) {
      const long double angle = -2 * std::numbers::pi_v<long double> * static_cast<long double>(bin * n % size) /
                                static_cast<long double>(size);
      re += signal[n] * std::cos(angle);
      im += signal[n] * std::sin(angle);
    }
    error += (re - spectrum[bin].re) * (re - spectrum[bin].re) + (im - spectrum[bin].im) * (im - spectrum[bin].im);
    energy += re * re + im * im;
  }
  return static_cast<double>(10 * std::log10(error / energy));
}

TEST(RealFft, IsTheFourierTransform) {
  for (const std::size_t size : {2u, 4u, 6u, 16u, 22u, 62u, 64u, 128u, 192u, 250u, 256u, 320u, 448u, 960u, 1024u}) {
    EXPECT_LT(forwardError<float>(size), -130) << size;
    EXPECT_LT(forwardError<double>(size), -290) << size;
  }
}

TEST(RealFft, ComesBackTimesItsSize) {
  for (const std::size_t size : {30u, 256u, 4096u, 6000u, 7680u, 65536u, 262144u}) {
    RealFft<float> fft(size);
    AlignedArray<float> samples(size), back(size);
    AlignedArray<Complex<float>> spectrum(fft.bins());
    const auto signal = test::noise<float>(size, 3);
    std::copy(signal.begin(), signal.end(), samples.data());
    fft.forward(samples.data(), spectrum.data());
    fft.inverse(spectrum.data(), back.data());
    for (std::size_t n = 0; n < size; ++n) ASSERT_NEAR(back[n] / static_cast<float>(size), signal[n], 2e-6) << size;
  }
}

TEST(RealFft, IsMadeOnManyThreadsAtOnceAndOutlivesTheCache) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([t] {
      for (std::size_t size = 16; size < 16 + 2 * 3 * keptFftPlans; size += 2) {
        RealFft<double> fft(size + 2 * static_cast<std::size_t>(t % 2));
        AlignedArray<double> samples(fft.size());
        AlignedArray<Complex<double>> spectrum(fft.bins());
        samples[0] = 1;
        fft.forward(samples.data(), spectrum.data());
        for (std::size_t bin = 0; bin < fft.bins(); ++bin) ASSERT_NEAR(spectrum[bin].re, 1, 1e-12);
      }
    });
  }
  for (auto& thread : threads) thread.join();
}

/// Sum of x[n] exp(-2 pi i n bin / size) for n < size, x[n] at n * stride.
Complex<double> definition(const std::vector<Complex<float>>& x, std::size_t size, std::size_t first,
                           std::size_t stride, std::size_t bin, double sign) {
  Complex<double> sum{0, 0};
  for (std::size_t n = 0; n < size; ++n) {
    const double angle = sign * 2 * std::numbers::pi * static_cast<double>(bin * n % size) / static_cast<double>(size);
    const Complex<float> value = x[first + n * stride];
    const double re = value.re, im = value.im, c = std::cos(angle), s = std::sin(angle);
    sum = {sum.re + re * c - im * s, sum.im + re * s + im * c};
  }
  return sum;
}

std::vector<Complex<float>> complexNoise(std::size_t size) {
  const auto parts = test::noise<float>(2 * size, 5);
  std::vector<Complex<float>> values(size);
  for (std::size_t n = 0; n < size; ++n) values[n] = {parts[2 * n], parts[2 * n + 1]};
  return values;
}

TEST(ComplexFft, IsTheFourierTransformBothWays) {
  for (const std::size_t size : {64u, 128u, 256u, 512u}) {
    const ComplexFft fft(size);
    const auto given = complexNoise(size);
    for (const double sign : {-1.0, 1.0}) {
      AlignedArray<Complex<float>> bins(size), work(size);
      std::ranges::copy(given, bins.data());
      sign < 0 ? fft.forward(bins.data(), work.data()) : fft.inverse(bins.data(), work.data());
      for (std::size_t k = 0; k < size; ++k) {
        const auto expected = definition(given, size, 0, 1, k, sign);
        ASSERT_NEAR(bins[k].re, expected.re, 2e-5) << size << " bin " << k;
        ASSERT_NEAR(bins[k].im, expected.im, 2e-5) << size << " bin " << k;
      }
    }
  }
}

TEST(ColumnFfts, AreTheFourierTransformOfEachColumnBothWays) {
  constexpr std::size_t stride = 72;
  const ColumnFfts ffts(stride);
  const auto given = complexNoise(ColumnFfts::size * stride);
  for (const double sign : {-1.0, 1.0}) {
    AlignedArray<Complex<float>> bins(given.size()), work(ColumnFfts::size * ColumnFfts::count);
    std::ranges::copy(given, bins.data());
    sign < 0 ? ffts.forward(bins.data(), work.data()) : ffts.inverse(bins.data(), work.data());
    for (std::size_t k = 0; k < ColumnFfts::size; ++k) {
      for (std::size_t j = 0; j < ColumnFfts::count; j += 7) {
        const auto expected = definition(given, ColumnFfts::size, j, stride, k, sign);
        ASSERT_NEAR(bins[k * stride + j].re, expected.re, 2e-5) << "column " << j << " bin " << k;
        ASSERT_NEAR(bins[k * stride + j].im, expected.im, 2e-5) << "column " << j << " bin " << k;
      }
      for (std::size_t j = ColumnFfts::count; j < stride; ++j) EXPECT_EQ(bins[k * stride + j], given[k * stride + j]);
    }
  }
}

}  // namespace
}  // namespace lathe
