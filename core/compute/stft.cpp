// The windows' scales.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/stft.h"

#include <cmath>

#include "core/dsp/window.h"

namespace lathe {

StftSpec noiseScaledStft(int channels, std::size_t size) {
  StftSpec spec{channels, size, size / 4, std::vector<float>(size), std::vector<float>(size)};
  // Hann's squares of roots at a quarter of its length add up to 2, and its sum is size / 2.
  const double length = static_cast<double>(size);
  for (std::size_t n = 0; n < size; ++n) {
    const double window = rootHann(n, size, WindowPhase::Periodic);
    spec.analysis[n] = static_cast<float>(window / std::sqrt(length / 2));
    spec.synthesis[n] = static_cast<float>(window * std::sqrt(length / 2) / (2 * length));
  }
  return spec;
}

}  // namespace lathe
