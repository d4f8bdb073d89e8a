// Sums of decaying partials.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "tests/support/played_tones.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "core/audio/random.h"

namespace lathe::test {

AudioBuffer playedTones(int channels, std::size_t frames, std::uint64_t seed) {
  constexpr double rate = 44100;
  AudioBuffer samples(channels, frames);
  for (int c = 0; c < channels; ++c) {
    Random random(seed + static_cast<std::uint64_t>(c) * 1000);
    std::vector<double> sum(frames);
    for (double start = 0; start * rate < static_cast<double>(frames); start += 0.3) {
      const double pitch = 220 * std::exp2(std::round((random.even() + 1) * 9) / 12);
      for (int partial = 1; partial <= 8; ++partial) {
        const double frequency = pitch * partial * (1 + 0.0002 * partial * partial),
                     phase = random.even() * std::numbers::pi;
        const auto first = static_cast<std::size_t>(start * rate);
        for (std::size_t n = first; n < std::min(frames, first + 44100); ++n) {
          const double t = static_cast<double>(n - first) / rate;
          const double end = std::min(1.0, (1 - t) * 100);  // a note that is cut off would click
          sum[n] += 0.12 / partial * (1 - std::exp(-t * 400)) * std::exp(-t * (2 + partial)) * end *
                    std::sin(2 * std::numbers::pi * frequency * t + phase);
        }
      }
    }
    for (std::size_t n = 0; n < frames; ++n) samples[c][n] = static_cast<float>(sum[n] + 3e-4 * random.even());
  }
  return samples;
}

double signalToError(std::span<const float> reference, std::span<const float> sound, std::size_t from, std::size_t to) {
  double energy = 1e-20, error = 1e-20;
  for (std::size_t n = from; n < to; ++n) {
    const double difference = static_cast<double>(sound[n]) - reference[n];
    energy += static_cast<double>(reference[n]) * reference[n];
    error += difference * difference;
  }
  return 10 * std::log10(energy / error);
}

}  // namespace lathe::test
