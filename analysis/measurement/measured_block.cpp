// The tables that a backend measures by, and single samples out of packed ones.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/stream/measured_block.h"

#include <algorithm>
#include <cassert>

#include "analysis/loudness/k_weighting.h"
#include "analysis/peaks/true_peak_search.h"

namespace lathe::analysis {

MeasureSpec measureSpec(const AudioFormat& format, Packing packing, std::vector<int> fileChannels) {
  MeasureSpec spec;
  spec.channels = format.channels();
  spec.sampleRate = format.sampleRate;
  spec.packing = packing;
  spec.fileChannels = std::move(fileChannels);
  const KWeighting k = KWeighting::at(format.sampleRate);
  spec.weighting = {k.shelf.b0, k.shelf.b1, k.shelf.b2, k.shelf.a1, k.shelf.a2, k.highPass.a1, k.highPass.a2};
  const TruePeakFilter& filter = TruePeakSearch::filter();
  assert(filter.taps() == 2 * PeakScan::halfTaps && filter.factor() == 2 * PeakScan::pairs);
  for (int t = 0; t < PeakScan::halfTaps; ++t)
    for (int p = 0; p < PeakScan::pairs; ++p) {
      const double here = filter.phase(p + 1)[t], mirrored = filter.phase(p + 1)[filter.taps() - 1 - t];
      spec.peaks.sums[t][p] = static_cast<float>((here + mirrored) / 2);
      spec.peaks.differences[t][p] = static_cast<float>((here - mirrored) / 2);
    }
  const auto outer = Annex2Peak::outerHalves(), inner = Annex2Peak::innerHalves();
  std::ranges::copy(outer.sum, spec.peaks.outerSums);
  std::ranges::copy(outer.difference, spec.peaks.outerDifferences);
  std::ranges::copy(inner.sum, spec.peaks.innerSums);
  std::ranges::copy(inner.difference, spec.peaks.innerDifferences);
  return spec;
}

void MeasuredBlock::read(int channel, std::int64_t start, std::span<float> out) const {
  const MeasureLayout& layout = *figures_.layout;
  const auto* const bytes = reinterpret_cast<const unsigned char*>(bytes_);
  const auto row = static_cast<std::size_t>(channel);
  const std::size_t from = spec_.fileChannels.empty() ? row : static_cast<std::size_t>(spec_.fileChannels[row]);
  std::int64_t place = start + static_cast<std::int64_t>(layout.before());
  for (float& sample : out) {
    const auto frame = static_cast<std::size_t>(place);
    const bool isThere = place >= 0 && frame < layout.rowFrames();
    ++place;
    const float x =
        isThere
            ? unpacked(spec_.packing, bytes + packedAt(spec_.packing, frame, from, layout.channels, layout.rowFrames()))
            : 0.0f;
    sample = isNumber(x) ? x : 0.0f;
  }
}

AudioBuffer MeasuredBlock::samples() const {
  AudioBuffer all(channels(), frames());
  for (int c = 0; c < channels(); ++c) read(c, 0, all[c]);
  return all;
}

}  // namespace lathe::analysis
