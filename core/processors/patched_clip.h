// A clip with some samples replaced: what repairs give, so that all others are the clip's own, bit for bit.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <vector>

#include "core/audio/audio_clip.h"

namespace lathe {

/// New samples of one channel from a frame on.
struct Patch {
  std::uint64_t start = 0;
  std::vector<float> samples;
};

/// `patches`: per channel, in order of time and apart from each other. Reading takes what reading `source` takes.
ClipPtr patched(ClipPtr source, std::vector<std::vector<Patch>> patches);

}  // namespace lathe
