// FFT plans: right by the definition, scaled as told, shared, and safe to make on many threads.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/fft_plans.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <thread>
#include <vector>

#include "core/compute/aligned_array.h"
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
  for (const std::size_t size : {2u, 6u, 256u, 250u}) {
    EXPECT_LT(forwardError<float>(size), -130) << size;
    EXPECT_LT(forwardError<double>(size), -290) << size;
  }
}

TEST(RealFft, ComesBackTimesItsSizeAndLeavesItsInputAlone) {
  for (const std::size_t size : {256u, 4096u, 65536u, 262144u}) {
    RealFft<float> fft(size);
    AlignedArray<float> samples(size), back(size);
    AlignedArray<Complex<float>> spectrum(fft.bins());
    const auto signal = test::noise<float>(size, 3);
    std::copy(signal.begin(), signal.end(), samples.data());
    fft.forward(samples.data(), spectrum.data());
    EXPECT_TRUE(std::equal(signal.begin(), signal.end(), samples.data()));
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

}  // namespace
}  // namespace lathe
