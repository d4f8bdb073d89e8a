// The harmonics of a tracked fundamental over blocks of samples: measured, and taken away.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <complex>
#include <cstddef>
#include <span>
#include <vector>

#include "core/fft/aligned_array.h"

namespace lathe {

/// Phase of a fundamental over time: given at the middles of blocks, straight between them.
struct HumPhase {
  std::size_t block = 1024;       ///< samples
  double step = 0;                ///< radians per sample without drift
  std::vector<double> deviation;  ///< radians per block, added to it; empty: none

  double at(double sample) const noexcept;
};

/// exp(-i k phase) for the samples of one block, k = 1, 2, ...
class HumPhasors {
 public:
  explicit HumPhasors(std::size_t block);

  /// Block number `index`; starts at harmonic 1.
  void begin(const HumPhase& phase, std::size_t index);
  /// Goes on to the next harmonic.
  void next();
  /// Mean of samples times phasor.
  std::complex<float> measure(const float* samples) const;
  /// Adds twice the real part of amplitude times conjugate phasor, with the amplitude going straight from `left` at the
  /// middle of the last block over `here` in this one's to `right` in the next one's.
  void add(std::complex<float> left, std::complex<float> here, std::complex<float> right, float* samples) const;

 private:
  std::size_t block_;
  AlignedArray<float> baseRe_, baseIm_, re_, im_;
};

}  // namespace lathe
