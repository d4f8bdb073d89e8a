// Fuzz target: any bytes as a kept overview of a recording, peaks or a tile of the spectrogram, are used or left alone.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <cstdint>
#include <cstdlib>

#include "analysis/overview/overview_cache.h"
#include "tests/fuzz/input_file.h"

namespace {

using namespace lathe;

constexpr std::uint64_t kFrames = 3000;

/// Replaces the one file that was just kept in `folder`.
void damage(const std::filesystem::path& folder, const std::uint8_t* data, std::size_t size) {
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    fuzz::writeInto(folder, entry.path().filename().string(), data, size);
}

analysis::SpectrumTile smallTile(const analysis::SpectrumTileSpec& spec) {
  analysis::SpectrumTile tile{spec.columns, spec.fftSize / 2 + 1, {}};
  tile.levels.resize(static_cast<std::size_t>(tile.columns) * static_cast<std::size_t>(tile.bins));
  return tile;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto& folder = fuzz::emptyFolder();
  analysis::keepPeaks(folder, "a", analysis::PeakPyramid(1, kFrames));
  damage(folder, data, size);
  if (const auto peaks = analysis::keptPeaks(folder, "a", 1, kFrames)) {
    analysis::PeakPair columns[16];
    bool isKnown[16];
    peaks->read(0, 0, static_cast<double>(kFrames) / 16, columns, isKnown);
  }

  fuzz::emptyFolder();
  analysis::SpectrumTileSpec spec;
  spec.columns = 4;
  spec.fftSize = 256;
  analysis::keepTile(folder, "a", spec, smallTile(spec));
  damage(folder, data, size);
  analysis::keptTile(folder, "a", spec);
  return 0;
}
