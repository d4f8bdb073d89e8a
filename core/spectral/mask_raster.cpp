// Looking into the weights of a mask.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/mask_raster.h"

#include <algorithm>

namespace lathe {

bool MaskRaster::isTouched(int k) const noexcept {
  return std::ranges::any_of(frame(k), [](float weight) { return weight > 0; });
}

}  // namespace lathe
