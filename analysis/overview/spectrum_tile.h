// Levels of short-time spectra in columns of a picture: what a spectrogram view is painted from.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

#include "core/audio/audio_clip.h"
#include "core/spectral/mask.h"
#include "core/spectral/spectrogram_image.h"

namespace lathe::analysis {

/// Which columns, and how they are made.
struct SpectrumTileSpec {
  int fftSize = 4096;  ///< a power of two from 256 to 65536
  AnalysisWindow window = AnalysisWindow::Hann;
  ChannelScope scope = {};  ///< one channel, mid or side; of several channels, the loudest in each bin
  double start = 0;         ///< frame at which the first column begins
  double step = 1024;       ///< frames from column to column
  int columns = 256;
  int mostSpectra = 2;  ///< for one column, evenly spread over it; a column shows the largest level of each bin

  friend bool operator==(const SpectrumTileSpec&, const SpectrumTileSpec&) = default;
};

/// Spectra that each column takes: one for every quarter of the window, but no more than mostSpectra.
int spectraPerColumn(const SpectrumTileSpec& spec) noexcept;

/// Levels in steps of half a decibel, column by column: bin b of column c is levels[c * bins + b].
struct SpectrumTile {
  int columns = 0;
  int bins = 0;  ///< fftSize / 2 + 1
  std::vector<std::uint8_t> levels;

  std::span<const std::uint8_t> column(int c) const {
    return {levels.data() + static_cast<std::size_t>(c) * static_cast<std::size_t>(bins),
            static_cast<std::size_t>(bins)};
  }
};

/// dB re a full-scale sine that a stored level means, and back: -120 dB or less is 0, +7.5 dB or more is 255.
constexpr float decibelsOfCode(std::uint8_t code) noexcept { return static_cast<float>(code) * 0.5f - 120.0f; }
std::uint8_t codeOfDecibels(float decibels) noexcept;

/// Outside the recording there is silence. The same spec gives the same tile, whatever was asked before. Throws Error
/// (Invalid for a spec that makes no sense, Cancelled when `stop` is requested, and what reading throws).
SpectrumTile spectrumTile(const AudioClip& clip, const SpectrumTileSpec& spec, std::stop_token stop = {});

}  // namespace lathe::analysis
