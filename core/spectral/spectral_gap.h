// Gaps that a selection makes in a signal, and the ways to fill one.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/spectral/operators/operator.h"

namespace lathe {

/// Samples of a signal, in a band of frequencies, that are to be made anew from what lies around them.
struct SpectralGap {
  std::size_t first, last;  ///< last is one past the end
  std::size_t low, high;    ///< the samples around it that may be learned from: [low, first) and [last, high)
  int lowBin, highBin;      ///< of the region's grid
  double lowHertz, highHertz;
  bool isNarrow;  ///< so narrow that it is filled at a low rate of its own

  std::size_t length() const noexcept { return last - first; }
};

/// The gaps that a region's selection covers, in order, with at most `context` samples around each, free of others.
std::vector<SpectralGap> gapsOf(const EditRegion& region, std::size_t context);

/// How much each side counts; both above 0.
struct GapSides {
  double before = 1, behind = 1;
};

/// Fills a gap by autoregressive interpolation; when the sides count differently, blended with what the stronger one
/// predicts alone. Throws Error (NotPossible) when there is nothing beside the gap to learn from,
/// Cancelled when stopped, as all of these do.
void predictGap(std::span<double> sound, const SpectralGap& gap, double sampleRate, std::size_t mostOrder,
                const GapSides& sides, double texture, std::uint64_t seed, const Progress& progress);

/// Fills a gap by partials that are led through it (bridgedPartials()), and what they leave over by predictGap().
void bridgeGap(std::span<double> sound, const SpectralGap& gap, double sampleRate, std::size_t mostOrder,
               const GapSides& sides, double texture, std::uint64_t seed, const Progress& progress);

/// predictGap() or bridgeGap().
using FillGap = void (*)(std::span<double> sound, const SpectralGap& gap, double sampleRate, std::size_t mostOrder,
                         const GapSides& sides, double texture, std::uint64_t seed, const Progress& progress);

/// Fills a gap in the way given. What no prediction tells is missing then: filled sound thins out in the middle of long
/// gaps. Of a draw from what the model leaves open (the same for the same seed) as much is added as brings each cell to
/// the level before and behind the gap: all of `texture` at high frequencies, where the ear hears levels, and little at
/// low ones, where it follows the wave.
void fillWithTexture(FillGap way, std::span<double> sound, const SpectralGap& gap, const SpectrogramGrid& region,
                     std::size_t mostOrder, const GapSides& sides, double texture, std::uint64_t seed,
                     StftDevice* device, const Progress& progress);

}  // namespace lathe
