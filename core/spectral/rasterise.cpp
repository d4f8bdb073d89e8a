// Combining the weights of a mask's parts.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/rasterise.h"

#include <algorithm>

#include "core/spectral/shape_weights.h"

namespace lathe {
namespace {

void combine(MaskOperation operation, const std::vector<float>& shape, std::vector<float>& all) {
  switch (operation) {
    case MaskOperation::Add:
      for (std::size_t i = 0; i < all.size(); ++i) all[i] = std::max(all[i], shape[i]);
      break;
    case MaskOperation::Subtract:
      for (std::size_t i = 0; i < all.size(); ++i) all[i] = std::min(all[i], 1 - shape[i]);
      break;
    case MaskOperation::Intersect:
      for (std::size_t i = 0; i < all.size(); ++i) all[i] = std::min(all[i], shape[i]);
      break;
  }
}

void invert(const Mask& mask, MaskRaster& raster) {
  const auto span = timeSpan(mask);
  const double half = raster.grid.cellSeconds() / 2;
  for (int k = 0; k < raster.grid.frames; ++k) {
    const double time = raster.grid.timeOf(k);
    const bool isInside = !span || (time + half > span->start.value && time - half < span->end.value);
    for (float& weight : raster.frame(k)) weight = isInside ? 1 - weight : 0;
  }
}

}  // namespace

MaskRaster rasterise(const Mask& mask, const SpectrogramGrid& grid, const AudioClip* sound, const Progress& progress) {
  const auto cells = static_cast<std::size_t>(grid.frames) * static_cast<std::size_t>(grid.bins());
  MaskRaster raster{grid, std::vector<float>(cells)};
  std::vector<float> shape;
  for (const MaskPart& part : mask.parts) {
    shape.assign(cells, 0);
    progress.throwIfStopped();
    addShape(part, grid, sound, progress, shape);
    combine(part.operation, shape, raster.weights);
  }
  if (mask.isInverted) invert(mask, raster);
  return raster;
}

}  // namespace lathe
