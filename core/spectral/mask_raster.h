// A mask as numbers: its weight in every cell of a spectrogram, at whatever FFT size is asked for.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/audio/audio_clip.h"
#include "core/spectral/edit_window.h"
#include "core/spectral/mask.h"

namespace lathe {

/// The cells of a spectrogram: frame k stands at the time (firstFrame + k) * hop / sampleRate, its window's middle; bin
/// m at the frequency m * sampleRate / fftSize.
struct SpectrogramGrid {
  double sampleRate = 48000;
  int fftSize = 2048;
  int hop = 512;
  std::int64_t firstFrame = 0;
  int frames = 0;
  EditWindow window = EditWindow::Hann;

  int bins() const noexcept { return fftSize / 2 + 1; }
  double timeOf(int frame) const noexcept { return static_cast<double>(firstFrame + frame) * hop / sampleRate; }
  double frequencyOf(double bin) const noexcept { return bin * sampleRate / fftSize; }
  double cellSeconds() const noexcept { return hop / sampleRate; }
  double cellHertz() const noexcept { return sampleRate / fftSize; }
};

/// Weights 0..1, frame after frame, grid.bins() each.
struct MaskRaster {
  SpectrogramGrid grid;
  std::vector<float> weights;

  std::span<float> frame(int k) { return {weights.data() + row(k), static_cast<std::size_t>(grid.bins())}; }
  std::span<const float> frame(int k) const { return {weights.data() + row(k), static_cast<std::size_t>(grid.bins())}; }
  /// True when the frame has a cell above 0.
  bool isTouched(int k) const noexcept;

 private:
  std::size_t row(int k) const noexcept { return static_cast<std::size_t>(k) * static_cast<std::size_t>(grid.bins()); }
};

}  // namespace lathe
