// Peaks and backward-integrated energy of columns.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/overview/response_sketch.h"

#include <algorithm>
#include <cmath>

#include "core/audio/exact_math.h"

namespace lathe::analysis {
namespace {

/// Where the decay first reaches a level, in columns; negative: never.
double columnAt(const std::vector<float>& decay, double level) {
  for (std::size_t i = 1; i < decay.size(); ++i)
    if (const double before = decay[i - 1], after = decay[i]; before >= level && after < level)
      return static_cast<double>(i - 1) + (before - level) / (before - after);
  return -1;
}

}  // namespace

ResponseSketch sketchResponse(ConstAudioView response, int sampleRate, int columns) {
  const auto count = static_cast<std::size_t>(columns);
  ResponseSketch sketch{{static_cast<double>(response.frames()) / sampleRate},
                        std::vector<float>(count, ResponseSketch::kFloor),
                        std::vector<float>(count, ResponseSketch::kFloor),
                        {}};
  const auto edge = [&](std::size_t column) { return response.frames() * column / count; };
  std::vector<double> peak(count), energy(count);
  for (int c = 0; c < response.channels(); ++c)
    for (std::size_t i = 0; i < count; ++i)
      for (std::size_t n = edge(i); n < edge(i + 1); ++n) {
        const double x = response[c][n];
        peak[i] = std::max(peak[i], std::abs(x));
        energy[i] += x * x;
      }
  for (std::size_t i = count - 1; i > 0; --i) energy[i - 1] += energy[i];
  const double largest = *std::ranges::max_element(peak);
  if (!(largest > 0)) return sketch;
  constexpr auto floor = static_cast<double>(ResponseSketch::kFloor);
  for (std::size_t i = 0; i < count; ++i) {
    sketch.peak[i] = static_cast<float>(std::max(floor, 20 * exact::log10(peak[i] / largest + 1e-30)));
    sketch.decay[i] = static_cast<float>(std::max(floor, 10 * exact::log10(energy[i] / energy[0] + 1e-30)));
  }
  const double from = columnAt(sketch.decay, -5), to = columnAt(sketch.decay, -35);
  if (from >= 0 && to > from) sketch.reverberationTime = (2 * (to - from) / columns) * sketch.length;
  return sketch;
}

}  // namespace lathe::analysis
