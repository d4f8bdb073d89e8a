// Partials and noise: sinusoids tracked on both sides are led through the selection, with noise to match.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/spectral/operators/operator.h"

namespace lathe {

struct PartialsSettings {
  Seconds context = 200_ms;  ///< of the sound on each side that is learned from
  double noise = 1;          ///< share of the noise that is not partials
  static const SettingsType& type();
};
/// Throws Error (NotPossible) for a selection that has no end in time or lasts for more than three seconds.
void applyPartials(const Settings& settings, EditRegion& region);

}  // namespace lathe
