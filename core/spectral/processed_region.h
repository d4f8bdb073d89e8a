// A stretch of a clip through a processor, with enough sound before it for filters and envelopes to settle.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/audio/audio_clip.h"
#include "core/processors/settings.h"
#include "core/work/progress.h"

namespace lathe {

/// `frames` frames from `start` (which may be before the clip's beginning), in time with the clip. Throws Error as the
/// processor's prepare() does, Cancelled when stopped.
AudioBuffer processedRegion(const Settings& settings, const AudioClip& clip, std::int64_t start, std::size_t frames,
                            const Progress& progress);

}  // namespace lathe
