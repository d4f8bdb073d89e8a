// What hum is in a recording: its frequency, its drift, and how strong each harmonic is when nothing else sounds.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <optional>

#include "core/audio/audio_clip.h"
#include "core/restoration/dehum/dehum.h"
#include "core/restoration/dehum/hum_phasors.h"
#include "core/restoration/denoise/denoise_text.h"
#include "core/work/progress.h"

namespace lathe {

struct HumHarmonic {
  int number = 1;
  std::vector<float> amplitude;  ///< per channel, half the peak of the sinusoid
};

struct HumModel {
  double base = 0;        ///< Hz
  double prominence = 0;  ///< dB of its lines over what is around them
  HumPhase phase;
  std::vector<HumHarmonic> harmonics;  ///< those that are there
};

/// Nothing where no base stands out. `ranges` hold hum with as little else as there is.
std::optional<HumModel> findHum(const AudioClip& clip, const std::vector<TimeRange>& ranges, const DehumValues& values,
                                const Progress& progress = {});

/// Complex amplitudes of one harmonic over blocks, averaged over a Hann window of `reach` blocks to either side; where
/// more sounds than the hum has (`amplitude`), a block counts the less, and never more than `ceiling` times the
/// amplitude is left.
std::vector<std::complex<float>> trackHarmonic(const std::vector<std::complex<float>>& measured, float amplitude,
                                               std::size_t reach, float ceiling);

/// Block length for a rate: about 23 ms.
std::size_t humBlock(double sampleRate);

}  // namespace lathe
