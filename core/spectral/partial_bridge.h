// Partials led through a gap: those before it matched with those behind, and what they sound like on all of the way.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/spectral/partial_track.h"

namespace lathe {

/// The sinusoids of `sound` around and in the gap [first, last), learned from sound[low, first) and sound[last, high).
/// Partials that are found on both sides are joined by a cubic phase (McAulay and Quatieri 1986) and a straight line in
/// level; one that is found on one side goes on as it was and fades within the gap. The result is as long as `sound`,
/// and silent where no partial was tracked. A side that is too short for a window and a half is left out.
std::vector<double> bridgedPartials(std::span<const double> sound, std::size_t first, std::size_t last, std::size_t low,
                                    std::size_t high, const PartialOptions& options);

}  // namespace lathe
