// A first look at a recording: peaks of short pieces spread over it, long before all of it has been read.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <vector>

#include "analysis/overview/peak_pyramid.h"
#include "core/audio/audio_clip.h"

namespace lathe::analysis {

/// `columns` equal stretches; of each, the peaks of `piece` frames at its start. What lies between is not seen. Row c
/// of the result is channel c. Throws what reading throws.
std::vector<std::vector<PeakPair>> sketch(const AudioClip& clip, int columns, std::size_t piece = 256);

}  // namespace lathe::analysis
