// Short-time spectra of a stretch of sound, and sound made from them: windows on both sides, at least 75 % overlap.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <complex>
#include <span>
#include <vector>

#include "core/audio/audio_clip.h"
#include "core/compute/stft_device.h"
#include "core/spectral/mask_raster.h"

namespace lathe {

/// The spectra of one signal. Frame k's window begins at the sample (grid.firstFrame + k) * hop - fftSize / 2.
struct Spectrogram {
  SpectrogramGrid grid;
  std::vector<std::complex<float>> cells;

  explicit Spectrogram(const SpectrogramGrid& cellsOf)
      : grid(cellsOf), cells(static_cast<std::size_t>(grid.frames) * static_cast<std::size_t>(grid.bins())) {}

  std::span<std::complex<float>> frame(int k) { return {cells.data() + row(k), static_cast<std::size_t>(grid.bins())}; }
  std::span<const std::complex<float>> frame(int k) const {
    return {cells.data() + row(k), static_cast<std::size_t>(grid.bins())};
  }

 private:
  std::size_t row(int k) const noexcept { return static_cast<std::size_t>(k) * static_cast<std::size_t>(grid.bins()); }
};

/// Where a frame's window begins; before the recording for the first ones.
std::int64_t windowStart(const SpectrogramGrid& grid, int frame) noexcept;
/// Samples from the first window's beginning to the last one's end.
std::size_t samplesOf(const SpectrogramGrid& grid) noexcept;

/// The grid whose frames are all those with a window that touches the samples [start, end); frames stand at multiples
/// of the hop, counted from the recording's first sample.
SpectrogramGrid gridOver(double sampleRate, int fftSize, int overlap, std::int64_t start, std::int64_t end,
                         EditWindow window = EditWindow::Hann);

/// The transform of such a grid: windows as grid.window says, and their overlap divided out in the synthesis.
StftSpec stftOf(const SpectrogramGrid& grid, int channels = 1);

/// Spectra of samples that begin at windowStart(grid, 0) and number samplesOf(grid); on the CPU without a device.
/// Throws what the device throws.
Spectrogram analyse(std::span<const float> samples, const SpectrogramGrid& grid, StftDevice* device = nullptr);

/// Adds the sound of the frames for which `isUsed` to `samples` (as analyse() takes them), such that
/// synthesise(analyse(x)) = x where all windows that touch a sample are there. Frames that are not used cost nothing
/// and change nothing.
void synthesise(const Spectrogram& spectra, const std::vector<bool>& isUsed, std::span<float> samples,
                StftDevice* device = nullptr);

/// Reads one signal of a clip around its ends: silence before the first and behind the last frame.
void readChannels(const AudioClip& clip, std::int64_t start, AudioView out);

}  // namespace lathe
