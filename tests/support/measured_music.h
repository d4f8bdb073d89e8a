// Sounds with everything in them that measuring looks for: level steps, clipped tops, peaks between samples, silence.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/audio/audio_buffer.h"
#include "tests/support/signals.h"

namespace lathe::test {

/// Channels differ; a few seconds of it hold loud and quiet stretches, a clipped one, and tones near a quarter of the
/// rate.
inline AudioBuffer measuredMusic(int channels, std::size_t frames, double sampleRate, std::uint64_t seed) {
  AudioBuffer music = noise(channels, frames, seed, Decibels{-30});
  for (int c = 0; c < channels; ++c) {
    const auto row = music[c];
    for (std::size_t n = 0; n < frames; ++n) {
      const double t = static_cast<double>(n) / sampleRate, swell = 0.5 + 0.5 * std::sin(2 * t + c);
      const double low = std::sin(2 * std::numbers::pi * (90 + 17 * c) * t);
      const double high = std::sin(2 * std::numbers::pi * (sampleRate / 4 - 3) * t + 0.7);
      const bool isClipped = std::fmod(t + 0.3 * c, 3.0) > 2.6;
      const double sound = row[n] + swell * (0.5 * low + 0.3 * high) * (isClipped ? 3 : 1);
      row[n] = static_cast<float>(std::clamp(sound, -1.0, 1.0));
    }
  }
  return music;
}

}  // namespace lathe::test
