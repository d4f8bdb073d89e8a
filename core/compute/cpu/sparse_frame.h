// One frame of a clipped recording: the sparsest sound that agrees with what is left of it (A-SPADE).
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <span>
#include <vector>

#include "core/compute/ops/sparse_declip.h"
#include "core/fft/aligned_array.h"
#include "core/fft/fft_plans.h"

namespace lathe {

/// Analysis-sparse audio declipper with a twofold redundant Fourier transform: as few bins as needed, whose signal is
/// the heard one where that is reliable and not under the clipping level elsewhere. (Kitic, Bertin and Gribonval,
/// LVA/ICA 2015; Zaviska, Rajmic and Mokry, 2019.) The number of bins grows by 5 % a round instead of by one: as good
/// and several times as fast. One thread at a time.
class SparseFrame {
 public:
  explicit SparseFrame(std::size_t size);

  std::size_t size() const noexcept { return size_; }
  /// `heard` and `limits` (both under the frame's window) to `sound`, all of size() samples. Gives how many bins
  /// it took: the fewer, the better this size fits the sound.
  double operator()(std::span<const float> heard, std::span<const Clipped> clipped, std::span<const float> limits,
                    std::span<float> sound);

 private:
  void analyse(std::span<const float> sound);
  float powerOfLargest(std::size_t count);

  std::size_t size_;
  RealFft<float> fft_;
  AlignedArray<float> samples_;
  AlignedArray<Complex<float>> spectrum_, wish_, error_, back_;
  std::vector<float> powers_, candidates_;
  std::vector<unsigned> counts_;
};

}  // namespace lathe
