// Pattern: the best matching passage elsewhere takes the place of the selection.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/spectral/operators/operator.h"

namespace lathe {

struct PatternSettings {
  Seconds search = 10.0_s;   ///< how far away it may be, earlier and later
  Seconds context = 150_ms;  ///< on each side of the selection that has to match
  static const SettingsType& type();
};
/// Throws Error (NotPossible) for a selection that has no end in time, and when there is no other passage to take.
void applyPattern(const Settings& settings, EditRegion& region);

}  // namespace lathe
