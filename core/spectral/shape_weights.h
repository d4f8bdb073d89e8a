// The weight of one shape in each cell of a spectrogram.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/spectral/mask_raster.h"
#include "core/work/progress.h"

namespace lathe {

/// `weights` has a zero for every cell of the grid; the shape's weights are written into it. Throws Error (Cancelled)
/// when stopped.
void addShape(const MaskPart& part, const SpectrogramGrid& grid, const AudioClip* sound, const Progress& progress,
              std::vector<float>& weights);

}  // namespace lathe
