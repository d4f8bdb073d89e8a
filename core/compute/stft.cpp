// The windows' scales, and what a transform that gives back its signal needs.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/stft.h"

#include <fmt/format.h>

#include <cmath>

#include "core/audio/error.h"
#include "core/dsp/window.h"

namespace lathe {
namespace {

void check(const StftSpec& spec) {
  if (spec.channels < 1) throw Error(ErrorKind::Invalid, "a short-time transform needs at least one channel");
  if (spec.size == 0 || spec.size % 2 != 0 || spec.hop == 0 || spec.hop > spec.size) {
    throw Error(ErrorKind::Invalid,
                fmt::format("a short-time transform needs an even size and a hop within it, not {} and {}", spec.size,
                            spec.hop));
  }
  if (spec.analysis.size() != spec.size || spec.synthesis.size() != spec.size) {
    throw Error(ErrorKind::Invalid, fmt::format("the windows of a short-time transform need {} values", spec.size));
  }
}

}  // namespace

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

StftSpec perfectStft(int channels, std::size_t hop, std::vector<float> analysis) {
  const std::size_t size = analysis.size();
  StftSpec spec{channels, size, hop, std::move(analysis), std::vector<float>(size)};
  check(spec);
  for (std::size_t phase = 0; phase < hop; ++phase) {
    double sum = 0;
    for (std::size_t n = phase; n < size; n += hop) sum += static_cast<double>(spec.analysis[n]) * spec.analysis[n];
    if (sum <= 0) throw Error(ErrorKind::Invalid, fmt::format("windows {} samples apart leave samples out", hop));
    for (std::size_t n = phase; n < size; n += hop) {
      spec.synthesis[n] = static_cast<float>(spec.analysis[n] / (sum * static_cast<double>(size)));
    }
  }
  return spec;
}

}  // namespace lathe
