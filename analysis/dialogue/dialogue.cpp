// Adding up the energies of passages with speech.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/dialogue/dialogue.h"

#include <algorithm>
#include <cmath>

#include "analysis/loudness/loudness_gate.h"
#include "analysis/stream/time_grid.h"

namespace lathe::analysis {
namespace {

constexpr int kWindow = 40, kStep = 10;  ///< bins of 10 ms
constexpr double kAbsoluteGate = -70;

}  // namespace

Dialogue dialogueOf(const std::vector<TimeSpan>& passages, std::span<const double> bins, int sampleRate,
                    Seconds duration) {
  Dialogue dialogue;
  dialogue.passages = passages;
  const TimeGrid grid{sampleRate};
  double spoken = 0, energy = 0;
  std::size_t windows = 0;
  for (const TimeSpan& passage : passages) {
    spoken += (passage.end - passage.start).value;
    const auto first = static_cast<std::size_t>(std::ceil(passage.start.value * kBinsPerSecond - 1e-6));
    const auto end =
        std::min(bins.size(), static_cast<std::size_t>(std::floor(passage.end.value * kBinsPerSecond + 1e-6)));
    if (end <= first) continue;
    for (const double mean : windowMeanSquares(bins.subspan(first, end - first), grid, kWindow, kStep, first)) {
      if (!(toLoudness(mean).value > kAbsoluteGate)) continue;
      energy += mean;
      ++windows;
    }
  }
  if (duration.value > 0) dialogue.share = std::min(1.0, spoken / duration.value);
  if (windows > 0) dialogue.loudness = toLoudness(energy / static_cast<double>(windows));
  return dialogue;
}

}  // namespace lathe::analysis
