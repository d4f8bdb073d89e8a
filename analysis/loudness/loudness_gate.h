// From mean squares of windows to gated loudness and loudness range: BS.1770-5 and Tech 3342 as plain functions.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "analysis/stream/time_grid.h"
#include "core/audio/units.h"

namespace lathe::analysis {

/// A difference of loudness.
using LoudnessUnits = Quantity<struct LoudnessUnitsTag>;

/// Loudness of a weighted mean square (BS.1770-5 Annex 1); 0 gives -inf.
Lufs toLoudness(double meanSquare);
double toMeanSquare(Lufs loudness);

/// Weighted mean squares of all windows of `length` cells of a grid, one every `step` cells; a window that is not
/// complete is not there. `energies` are the cells' sums of squares, from cell `first` of the grid on. Sums only, no
/// differences: silence after loud is exact.
std::vector<double> windowMeanSquares(std::span<const double> energies, const TimeGrid& grid, int length, int step = 1,
                                      std::uint64_t first = 0);

struct GatedLoudness {
  Lufs integrated;
  Lufs relativeThreshold;
};

/// BS.1770-5 Annex 1 gating of 400 ms blocks: above -70, then above the mean of those less 10 (both strictly).
/// Blocks of several tracks may be given together. Nothing when no block is above -70.
std::optional<GatedLoudness> gatedLoudness(std::span<const double> blocks);

/// EBU Tech 3342 of 3 s windows, ten a second or more: at least -70, at least the mean of those less 20, then the
/// distance of the 10 % and 95 % points. Nothing when no window is at least -70.
std::optional<LoudnessUnits> loudnessRange(std::span<const double> windows);

}  // namespace lathe::analysis
