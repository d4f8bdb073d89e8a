// Reading short pieces of a recording.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/overview/sketch.h"

#include <algorithm>

namespace lathe::analysis {

std::vector<std::vector<PeakPair>> sketch(const AudioClip& clip, int columns, std::size_t piece) {
  const int channels = clip.format().channels();
  std::vector<std::vector<PeakPair>> rows(static_cast<std::size_t>(channels),
                                          std::vector<PeakPair>(static_cast<std::size_t>(columns)));
  AudioBuffer block(channels, piece);
  for (int i = 0; i < columns; ++i) {
    const std::uint64_t start = clip.frames() * static_cast<std::uint64_t>(i) / static_cast<std::uint64_t>(columns);
    clip.read(start, block.view());
    for (int c = 0; c < channels; ++c) {
      const auto [lowest, highest] = std::ranges::minmax(block[c]);
      rows[static_cast<std::size_t>(c)][static_cast<std::size_t>(i)] = {lowest, highest};
    }
  }
  return rows;
}

}  // namespace lathe::analysis
