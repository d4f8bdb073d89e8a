// Heal: the selection is filled from its sides, so that tones run on with their phase and noise stays noise.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/spectral/operators/operator.h"

namespace lathe {

struct HealSettings {
  Seconds context = 200_ms;  ///< of the sound on each side that is learned from
  double texture = 1;        ///< share of the noise that the surroundings say is missing
  enum class From { Around, Before, After, Above, Below, Weights } from = From::Around;
  enum class Tones { Auto, Predicted, Partials } tones = Tones::Auto;
  double before = 1, after = 1, above = 0, below = 0;  ///< what each side counts, with From::Weights
  static const SettingsType& type();
};
/// From the sides in time by autoregressive prediction or by partials led through the gap: Auto tries both on sound
/// beside the gap, a gap of that length cut out of it, and takes what came closer. From above and below by their bins,
/// moved into the selection.
/// Throws Error (NotPossible) for a selection that has no end in time or lasts for more than a second, unless it is
/// filled from above and below alone.
void applyHeal(const Settings& settings, EditRegion& region);
/// Sound that it wants around the selection.
Seconds healContext(const Settings& settings, const Mask& mask);

}  // namespace lathe
