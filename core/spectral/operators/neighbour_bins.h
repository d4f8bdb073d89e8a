// The bins above and below a selection, moved into it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <vector>

#include "core/spectral/operators/operator.h"

namespace lathe {

struct NeighbourWeights {
  double above = 0, below = 0;
};

/// The region's samples with every run of selected bins replaced by as many from above and below it, with their own
/// phases moved along and as loud as the bins next to the run; nearer to an edge the side beyond it counts more.
/// Throws Error (NotPossible) when there is nothing above or below.
std::vector<float> filledFromNeighbours(const EditRegion& region, const NeighbourWeights& weights);

}  // namespace lathe
