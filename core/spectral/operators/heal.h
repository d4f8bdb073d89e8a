// Heal: the selection is filled from both of its sides, so that tones run on with their phase and noise stays noise.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/spectral/operators.h"

namespace lathe {

struct HealSettings {
  Seconds context = 200_ms;  ///< of the sound on each side that is learned from
  double texture = 0.2;      ///< share of noise where the sound's own cannot be told from its surroundings
  enum class From { Around, Before, After } from = From::Around;
  static const SettingsType& type();
};
/// Throws Error (NotPossible) for a selection that has no end in time or lasts for more than a second.
void applyHeal(const Settings& settings, EditRegion& region);

}  // namespace lathe
