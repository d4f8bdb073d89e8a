// Our transforms against FFTW's, in double, at every size that Lathe uses and many that it does not.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <fftw3.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/fft/aligned_array.h"
#include "core/fft/fft_plans.h"
#include "tests/support/convolution_reference.h"

namespace lathe {
namespace {

std::vector<Complex<double>> byFftw(std::vector<double> samples) {
  std::vector<Complex<double>> bins(samples.size() / 2 + 1);
  const fftw_plan plan = fftw_plan_dft_r2c_1d(static_cast<int>(samples.size()), samples.data(),
                                              reinterpret_cast<fftw_complex*>(bins.data()), FFTW_ESTIMATE);
  fftw_execute(plan);
  fftw_destroy_plan(plan);
  return bins;
}

/// RMS of the error over RMS of the spectrum, dB.
template <class Real>
double errorAgainstFftw(std::size_t size) {
  const std::vector<Real> signal = test::noise<Real>(size, 11);
  const auto expected = byFftw({signal.begin(), signal.end()});
  const RealFft<Real> fft(size);
  AlignedArray<Real> samples(size);
  AlignedArray<Complex<Real>> spectrum(fft.bins());
  std::ranges::copy(signal, samples.data());
  fft.forward(samples.data(), spectrum.data());
  double error = 0, energy = 0;
  for (std::size_t bin = 0; bin < fft.bins(); ++bin) {
    const double re = expected[bin].re, im = expected[bin].im;
    error += (spectrum[bin].re - re) * (spectrum[bin].re - re) + (spectrum[bin].im - im) * (spectrum[bin].im - im);
    energy += re * re + im * im;
  }
  return 10 * std::log10(error / energy);
}

TEST(RealFft, AgreesWithFftw) {
  std::vector<std::size_t> sizes = {2,    6,    34,    250,   882,   1470,   1764,   1920,   3528,
                                    4800, 7350, 10000, 44100, 65536, 131072, 262144, 524288, 1048576};
  for (std::size_t size = 64; size <= 32768; size *= 2) sizes.insert(sizes.end(), {size, size + size / 2, size + 2});
  for (const std::size_t size : sizes) {
    EXPECT_LT(errorAgainstFftw<float>(size), -130) << size;
    EXPECT_LT(errorAgainstFftw<double>(size), -290) << size;
  }
}

}  // namespace
}  // namespace lathe
