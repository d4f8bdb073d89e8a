// FFTs frame by frame; the two Hann windows and their overlap are divided out in the synthesis.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/spectrogram.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

#include "core/compute/aligned_array.h"
#include "core/compute/fft_plans.h"

namespace lathe {
namespace {

/// Periodic, so that shifted copies add up to a constant.
std::vector<float> hann(int size) {
  std::vector<float> window(static_cast<std::size_t>(size));
  for (int n = 0; n < size; ++n)
    window[static_cast<std::size_t>(n)] = static_cast<float>(0.5 - 0.5 * std::cos(2 * std::numbers::pi * n / size));
  return window;
}

std::int64_t floorDivide(std::int64_t a, std::int64_t b) noexcept { return a >= 0 ? a / b : -((-a + b - 1) / b); }

}  // namespace

std::int64_t windowStart(const SpectrogramGrid& grid, int frame) noexcept {
  return (grid.firstFrame + frame) * grid.hop - grid.fftSize / 2;
}

std::size_t samplesOf(const SpectrogramGrid& grid) noexcept {
  if (grid.frames == 0) return 0;
  return static_cast<std::size_t>(grid.frames - 1) * static_cast<std::size_t>(grid.hop) +
         static_cast<std::size_t>(grid.fftSize);
}

SpectrogramGrid gridOver(double sampleRate, int fftSize, int overlap, std::int64_t start, std::int64_t end) {
  SpectrogramGrid grid{sampleRate, fftSize, fftSize / overlap, 0, 0};
  grid.firstFrame = floorDivide(start - fftSize / 2, grid.hop) + 1;  // the first window that ends behind start
  const std::int64_t last = floorDivide(end - 1 + fftSize / 2, grid.hop);
  grid.frames = static_cast<int>(std::max<std::int64_t>(0, last - grid.firstFrame + 1));
  return grid;
}

Spectrogram analyse(std::span<const float> samples, const SpectrogramGrid& grid) {
  assert(samples.size() == samplesOf(grid));
  Spectrogram spectra(grid);
  const auto size = static_cast<std::size_t>(grid.fftSize);
  const RealFft<float> fft(size);
  const std::vector<float> window = hann(grid.fftSize);
  AlignedArray<float> windowed(size);
  AlignedArray<Complex<float>> bins(fft.bins());
  for (int k = 0; k < grid.frames; ++k) {
    const float* from = samples.data() + static_cast<std::size_t>(k) * static_cast<std::size_t>(grid.hop);
    for (std::size_t n = 0; n < size; ++n) windowed.data()[n] = from[n] * window[n];
    fft.forward(windowed.data(), bins.data());
    const auto frame = spectra.frame(k);
    for (std::size_t m = 0; m < frame.size(); ++m) frame[m] = {bins.data()[m].re, bins.data()[m].im};
  }
  return spectra;
}

void synthesise(const Spectrogram& spectra, const std::vector<bool>& isUsed, std::span<double> samples) {
  const SpectrogramGrid& grid = spectra.grid;
  assert(samples.size() == samplesOf(grid) && std::ssize(isUsed) == grid.frames);
  const auto size = static_cast<std::size_t>(grid.fftSize);
  const RealFft<float> fft(size);
  const std::vector<float> window = hann(grid.fftSize);
  AlignedArray<float> sound(size);
  AlignedArray<Complex<float>> bins(fft.bins());
  // Hann squared at a distance of hop adds up to 3/8 of the windows that overlap; the transforms are not scaled.
  const double scale = 1 / (0.375 * grid.fftSize / grid.hop * grid.fftSize);
  for (int k = 0; k < grid.frames; ++k) {
    if (!isUsed[static_cast<std::size_t>(k)]) continue;
    const auto frame = spectra.frame(k);
    for (std::size_t m = 0; m < frame.size(); ++m) bins.data()[m] = {frame[m].real(), frame[m].imag()};
    fft.inverse(bins.data(), sound.data());
    double* to = samples.data() + static_cast<std::size_t>(k) * static_cast<std::size_t>(grid.hop);
    for (std::size_t n = 0; n < size; ++n)
      to[n] += scale * static_cast<double>(sound.data()[n]) * static_cast<double>(window[n]);
  }
}

void readChannels(const AudioClip& clip, std::int64_t start, AudioView out) {
  const auto before =
      static_cast<std::size_t>(std::clamp<std::int64_t>(-start, 0, static_cast<std::int64_t>(out.frames())));
  clear(out.slice(0, before));
  if (before < out.frames())
    clip.read(static_cast<std::uint64_t>(start + static_cast<std::int64_t>(before)),
              out.slice(before, out.frames() - before));
}

}  // namespace lathe
