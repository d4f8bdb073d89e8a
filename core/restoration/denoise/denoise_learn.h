// Learning what the noise is: from given ranges, or from the quietest passages.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <vector>

#include "core/audio/audio_clip.h"
#include "core/restoration/denoise/denoise_profile.h"
#include "core/restoration/denoise/denoise_text.h"
#include "core/work/progress.h"

namespace lathe {

/// Where a recording is quietest in all bands at once, at most 20 s of it; and the least power that each bin of the 46
/// ms window ever had over 0.2 s, which bounds what may be noise.
struct QuietPassages {
  std::vector<TimeRange> ranges;          ///< empty: nothing but digital silence
  std::vector<std::vector<float>> least;  ///< [channel][bin]
};
QuietPassages findQuietPassages(const AudioClip& clip, const Progress& progress = {});

/// The noise in those ranges, at most 30 s of them. Throws Error (Invalid) when they hold less than 0.1 s of the clip.
NoiseProfile learnProfile(const AudioClip& clip, const std::vector<TimeRange>& ranges);

/// The noise of the quietest passages; what exceeds six times the least power ever seen is not believed. Without
/// channels, and nothing `found`, when they are digital silence, shorter than 0.3 s, or no steady noise but the ends of
/// notes.
NoiseProfile findProfile(const AudioClip& clip, std::vector<TimeRange>& found, const Progress& progress = {});

}  // namespace lathe
