// One bin of one output of a matrix of filters: the sum that a device's thread computes.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>

#include "core/fft/complex.h"

namespace lathe {

/// One path's place in the sum of an output: which input's spectra, and which filter's.
struct MatrixEntry {
  int input;
  int filter;
};

/// Bin `bin` of an output: the sum over its `entries` of input spectrum times filter spectrum, in their order.
/// Spectra of the inputs lie `inputDistance` bins apart, those of the filters `filterDistance`.
template <class Real>
LATHE_HOST_DEVICE Complex<Real> matrixBin(const MatrixEntry* entries, int count, const Complex<Real>* inputs,
                                          std::size_t inputDistance, const Complex<Real>* filters,
                                          std::size_t filterDistance, std::size_t bin) {
  Complex<Real> sum{0, 0};
  for (int i = 0; i < count; ++i) {
    sum = multiplyAdd(sum, inputs[static_cast<std::size_t>(entries[i].input) * inputDistance + bin],
                      filters[static_cast<std::size_t>(entries[i].filter) * filterDistance + bin]);
  }
  return sum;
}

/// How one big overlap-save transform per block is laid out for responses of `longestPath` taps.
struct OverlapSaveLayout {
  std::size_t size = 0;     ///< of the FFT, a power of two
  std::size_t hop = 0;      ///< new samples per block, a multiple of 64
  std::size_t history = 0;  ///< samples before them in the block's window: size - hop, at least longestPath - 1
  std::size_t blocks = 1;   ///< per chunk

  std::size_t bins() const { return size / 2 + 1; }
  std::size_t chunkFrames() const { return blocks * hop; }
  /// Frames of a chunk's windows, which overlap.
  std::size_t rowFrames() const { return history + chunkFrames(); }
};

/// About a third of the window for the response, and chunks of some two million frames; `chunkLimit` (0: none) shortens
/// both, as far as the response allows.
inline OverlapSaveLayout overlapSaveLayout(std::size_t longestPath, std::size_t chunkLimit) {
  OverlapSaveLayout layout;
  layout.size = std::size_t{1} << 16;
  while (layout.size < 3 * longestPath) layout.size *= 2;
  const auto hopOf = [&](std::size_t size) { return (size - (longestPath > 0 ? longestPath - 1 : 0)) / 64 * 64; };
  while (chunkLimit != 0 && hopOf(layout.size) > chunkLimit && layout.size >= 4 * longestPath && layout.size > 1024) {
    layout.size /= 2;
  }
  layout.hop = hopOf(layout.size);
  layout.history = layout.size - layout.hop;
  const std::size_t wanted = chunkLimit != 0 ? chunkLimit : std::size_t{1} << 21;
  layout.blocks = wanted > layout.hop ? wanted / layout.hop : 1;
  return layout;
}

}  // namespace lathe
