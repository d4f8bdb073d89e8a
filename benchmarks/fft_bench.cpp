// Real transforms forth and back: ours, and FFTW's with estimated plans as the rival.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <benchmark/benchmark.h>
#include <fftw3.h>

#include <random>

#include "core/fft/aligned_array.h"
#include "core/fft/fft_plans.h"

namespace lathe {
namespace {

template <class Real>
void fill(Real* samples, std::size_t count) {
  std::mt19937 random(1);
  std::uniform_real_distribution<Real> uniform(-1, 1);
  for (std::size_t n = 0; n < count; ++n) samples[n] = uniform(random);
}

template <class Real>
void Fft_Lathe(benchmark::State& state) {
  const auto size = static_cast<std::size_t>(state.range(0));
  const RealFft<Real> fft(size);
  AlignedArray<Real> samples(size);
  AlignedArray<Complex<Real>> spectrum(fft.bins());
  fill(samples.data(), size);
  for (auto _ : state) {
    fft.forward(samples.data(), spectrum.data());
    fft.inverse(spectrum.data(), samples.data());
    state.PauseTiming();
    fill(samples.data(), std::min<std::size_t>(size, 64));  // or the numbers grow without bounds
    for (std::size_t n = 0; n < size; ++n) samples[n] /= static_cast<Real>(size);
    state.ResumeTiming();
  }
}

void Fft_FftwFloat(benchmark::State& state) {
  const auto size = static_cast<int>(state.range(0));
  float* samples = fftwf_alloc_real(static_cast<std::size_t>(size));
  fftwf_complex* bins = fftwf_alloc_complex(static_cast<std::size_t>(size / 2 + 1));
  const fftwf_plan forward = fftwf_plan_dft_r2c_1d(size, samples, bins, FFTW_ESTIMATE | FFTW_DESTROY_INPUT);
  const fftwf_plan inverse = fftwf_plan_dft_c2r_1d(size, bins, samples, FFTW_ESTIMATE | FFTW_DESTROY_INPUT);
  fill(samples, static_cast<std::size_t>(size));
  for (auto _ : state) {
    fftwf_execute(forward);
    fftwf_execute(inverse);
    state.PauseTiming();
    for (int n = 0; n < size; ++n) samples[n] /= static_cast<float>(size);
    state.ResumeTiming();
  }
  fftwf_destroy_plan(forward);
  fftwf_destroy_plan(inverse);
  fftwf_free(samples);
  fftwf_free(bins);
}

void Fft_FftwDouble(benchmark::State& state) {
  const auto size = static_cast<int>(state.range(0));
  double* samples = fftw_alloc_real(static_cast<std::size_t>(size));
  fftw_complex* bins = fftw_alloc_complex(static_cast<std::size_t>(size / 2 + 1));
  const fftw_plan forward = fftw_plan_dft_r2c_1d(size, samples, bins, FFTW_ESTIMATE | FFTW_DESTROY_INPUT);
  const fftw_plan inverse = fftw_plan_dft_c2r_1d(size, bins, samples, FFTW_ESTIMATE | FFTW_DESTROY_INPUT);
  fill(samples, static_cast<std::size_t>(size));
  for (auto _ : state) {
    fftw_execute(forward);
    fftw_execute(inverse);
    state.PauseTiming();
    for (int n = 0; n < size; ++n) samples[n] /= size;
    state.ResumeTiming();
  }
  fftw_destroy_plan(forward);
  fftw_destroy_plan(inverse);
  fftw_free(samples);
  fftw_free(bins);
}

BENCHMARK(Fft_Lathe<float>)->RangeMultiplier(4)->Range(512, 524288);
BENCHMARK(Fft_FftwFloat)->RangeMultiplier(4)->Range(512, 524288);
BENCHMARK(Fft_Lathe<double>)->RangeMultiplier(4)->Range(512, 524288);
BENCHMARK(Fft_FftwDouble)->RangeMultiplier(4)->Range(512, 524288);

}  // namespace
}  // namespace lathe
