// From the shapes of a mask to weights in the cells of a spectrogram.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/audio/audio_clip.h"
#include "core/spectral/mask_raster.h"
#include "core/work/progress.h"

namespace lathe {

/// A shape thinner than a cell still selects the cell that it lies in. `sound` is what wands look at (the channels'
/// loudest); with null they select nothing. Throws what reading `sound` throws, and Error (Cancelled) when stopped.
MaskRaster rasterise(const Mask& mask, const SpectrogramGrid& grid, const AudioClip* sound = nullptr,
                     const Progress& progress = {});

}  // namespace lathe
