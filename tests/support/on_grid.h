// Whether samples lie on the grid of a word length.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cmath>

#include "core/audio/audio_buffer.h"

namespace lathe::test {

/// True when every sample is a multiple of 2^-(bits-1) that `bits` bits can hold: rounding would change nothing.
inline bool isOnGrid(ConstAudioView samples, int bits) noexcept {
  const double scale = std::ldexp(1.0, bits - 1);
  for (int c = 0; c < samples.channels(); ++c)
    for (const float sample : samples[c]) {
      const double level = static_cast<double>(sample) * scale;
      if (!(level >= -scale && level <= scale - 1) || level != std::floor(level)) return false;
    }
  return true;
}

}  // namespace lathe::test
