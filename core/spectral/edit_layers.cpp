// Edges between bands, as wide as the coarser resolution asks for.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/edit_layers.h"

#include <algorithm>
#include <cmath>

#include "core/dsp/window.h"
#include "core/spectral/operators.h"

namespace lathe {
namespace {

constexpr double kFade = 0.06;   ///< of the edge's frequency, to each side
constexpr double kFadeBins = 4;  ///< of the shorter window, to each side, at least

/// 0 below the edge, 1 above it.
double rising(double hertz, double edge, double fade) noexcept {
  return raisedCosine(0.5 + 0.5 * (hertz - edge) / fade);
}

}  // namespace

double EditLayer::weightAt(double hertz) const noexcept {
  const double above = low > 0 ? rising(hertz, low, lowFade) : 1;
  const double below = high > 0 ? 1 - rising(hertz, high, highFade) : 1;
  return std::min(above, below);
}

std::vector<EditLayer> layersOf(const SpectralEdit& edit, double sampleRate) {
  std::vector<EditLayer> layers = {{edit.fftSize}};
  const SpectralOperator* op = findSpectralOperator(edit.operation.type().id);
  if (op && op->coversWindows && isBroadband(edit.mask)) return layers;
  for (const BandResolution& band : edit.bands) {
    EditLayer& below = layers.back();
    const double cell = sampleRate / std::min(below.fftSize, band.fftSize), edge = band.from.value;
    // A band narrower than its edges would not reach its full weight: its edges then meet in its middle.
    const double room = std::max(1.0, edge - below.low - below.lowFade);
    const double fade = std::min({0.5 * edge, std::max(kFade * edge, kFadeBins * cell), room});
    below.high = edge, below.highFade = fade;
    layers.push_back({band.fftSize, edge, fade});
  }
  return layers;
}

std::vector<float> weightsOf(const EditLayer& layer, const SpectrogramGrid& grid) {
  std::vector<float> weights(static_cast<std::size_t>(grid.bins()));
  for (int m = 0; m < grid.bins(); ++m)
    weights[static_cast<std::size_t>(m)] = static_cast<float>(layer.weightAt(grid.frequencyOf(m)));
  return weights;
}

}  // namespace lathe
