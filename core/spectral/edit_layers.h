// An edit's resolutions: for each band of frequencies the FFT size that it is worked on with.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <vector>

#include "core/spectral/mask_raster.h"
#include "core/spectral/spectral_edit.h"

namespace lathe {

/// A band that fades into its neighbours, so that the weights of all layers add up to 1 at every frequency.
struct EditLayer {
  int fftSize;
  double low = 0, lowFade = 0;  ///< Hz: the edge, and half of the stretch over which it fades; below 0: there is none
  double high = -1, highFade = 0;  ///< Hz

  /// 0..1.
  double weightAt(double hertz) const noexcept;
};

/// One over all frequencies for an edit with one resolution, and for one that replaces whole passages sample by sample.
std::vector<EditLayer> layersOf(const SpectralEdit& edit, double sampleRate);

/// The layer's weight in every bin of a grid.
std::vector<float> weightsOf(const EditLayer& layer, const SpectrogramGrid& grid);

}  // namespace lathe
