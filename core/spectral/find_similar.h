// Finding the same sound again: places whose spectrogram looks like that of a selection.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <vector>

#include "core/audio/audio_clip.h"
#include "core/compute/stft_device.h"
#include "core/spectral/mask.h"
#include "core/work/progress.h"

namespace lathe {

struct Similar {
  Seconds start;     ///< of the place that corresponds to the mask's beginning
  double score = 0;  ///< correlation of the levels in dB under the mask, -1..1
};

/// Candidates with a score of at least `least`, best first, at most `most`, no two closer than half the mask's length;
/// the mask's own place is left out. Memory does not grow with the recording. Throws Error (NotPossible) for a mask
/// without an end in time or longer than 10 s, and Cancelled. Spectra are computed on `device`; without one on the
/// CPU.
std::vector<Similar> findSimilar(const AudioClip& clip, const Mask& mask, double least = 0.7, std::size_t most = 20,
                                 const Progress& progress = {}, StftDevice* device = nullptr);

/// The mask moved to another time.
Mask movedTo(const Mask& mask, Seconds start);

}  // namespace lathe
