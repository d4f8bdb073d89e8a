// Spectrograms filled from batches of frames, and batches from spectrograms.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/spectrogram.h"

#include <algorithm>
#include <cassert>
#include <optional>

#include "core/compute/stft.h"

namespace lathe {
namespace {

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

SpectrogramGrid gridOver(double sampleRate, int fftSize, int overlap, std::int64_t start, std::int64_t end,
                         EditWindow window) {
  SpectrogramGrid grid{sampleRate, fftSize, fftSize / overlap, 0, 0, window};
  grid.firstFrame = floorDivide(start - fftSize / 2, grid.hop) + 1;  // the first window that ends behind start
  const std::int64_t last = floorDivide(end - 1 + fftSize / 2, grid.hop);
  grid.frames = static_cast<int>(std::max<std::int64_t>(0, last - grid.firstFrame + 1));
  return grid;
}

StftSpec stftOf(const SpectrogramGrid& grid, int channels) {
  return perfectStft(channels, static_cast<std::size_t>(grid.hop), windowValues(grid.window, grid.fftSize));
}

Spectrogram analyse(std::span<const float> samples, const SpectrogramGrid& grid, StftDevice* device) {
  assert(samples.size() == samplesOf(grid));
  Spectrogram spectra(grid);
  std::optional<StftDevice> cpu;
  if (!device) device = &cpu.emplace();
  const ConstAudioView view(samples.data(), 1, samples.size(), samples.size());
  device->analyse(stftOf(grid), view, static_cast<std::size_t>(grid.frames), [&](const StftFrames& frames) {
    for (std::size_t i = 0; i < frames.count; ++i) {
      const Complex<float>* from = frames.spectrum(0, i);
      const auto frame = spectra.frame(static_cast<int>(frames.first + i));
      for (std::size_t m = 0; m < frame.size(); ++m) frame[m] = {from[m].re, from[m].im};
    }
  });
  return spectra;
}

void synthesise(const Spectrogram& spectra, const std::vector<bool>& isUsed, std::span<float> samples,
                StftDevice* device) {
  const SpectrogramGrid& grid = spectra.grid;
  assert(samples.size() == samplesOf(grid) && std::ssize(isUsed) == grid.frames);
  std::optional<StftDevice> cpu;
  if (!device) device = &cpu.emplace();
  const AudioView sums(samples.data(), 1, samples.size(), samples.size());
  const auto fill = [&](const StftFrames& frames) {
    for (std::size_t i = 0; i < frames.count; ++i) {
      Complex<float>* to = frames.spectrum(0, i);
      const auto frame = spectra.frame(static_cast<int>(frames.first + i));
      for (std::size_t m = 0; m < frame.size(); ++m) to[m] = {frame[m].real(), frame[m].imag()};
    }
  };
  device->synthesise(stftOf(grid), static_cast<std::size_t>(grid.frames), fill, sums, isUsed);
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
