// The magic wand: from a seed to the connected cells of the spectrogram that are about as strong.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/spectral/mask_raster.h"
#include "core/work/progress.h"

namespace lathe {

/// Raises `weights` (cells of `grid`) to 1 inside the region, and along its feather. The region is found on a
/// spectrogram of the wand's own FFT size with a hop of a quarter, so it is the same whatever the grid. Throws what
/// reading throws, and Error (Cancelled) when stopped.
void addWand(const WandShape& wand, const Feather& feather, const SpectrogramGrid& grid, const AudioClip& sound,
             const Progress& progress, std::vector<float>& weights);

}  // namespace lathe
