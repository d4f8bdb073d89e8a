// What the sound around a selection is like: the level that each selected cell would have without what disturbs it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <vector>

#include "core/spectral/operators/operator.h"

namespace lathe {

/// Where the level is taken from.
enum class SurroundingsFrom { Around, Before, After, Above, Below };

/// The choices of a parameter that asks for it.
std::vector<Choice> surroundingsChoices();

/// Power for every cell of the region with a weight above 0, from cells with weight 0: the mean over the frames before
/// and behind, faded from one to the other; where a selection has no end in time, from the bins above and below. 0
/// where there is nothing to take it from.
std::vector<float> surroundingPower(const EditRegion& region, SurroundingsFrom from, Seconds context);

}  // namespace lathe
