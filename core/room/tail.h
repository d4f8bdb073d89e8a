// The start and the end of an impulse response: tails that go on below the noise, trims and fades.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <optional>

#include "core/audio/audio_buffer.h"
#include "core/work/progress.h"

namespace lathe {

struct TailSettings {
  double depth = 90;       ///< dB below each band's peak to which the tail goes on
  double maxSeconds = 30;  ///< the result is no longer than this, unless the response is
  std::uint64_t seed = 1;
};

/// The response with its noise replaced: in every octave band, from where the decay has come to 10 dB above the noise,
/// Gaussian noise of that band takes over which continues the decay at its level and slope. A band whose decay cannot
/// be told from its noise fades with the broadband decay. Throws Error (NotPossible) where no decay is found at all, Cancelled
/// when stopped.
AudioBuffer extendTail(ConstAudioView response, double sampleRate, const TailSettings& settings = {},
                       const Progress& progress = {});

struct TrimSettings {
  std::optional<double> startLevel;  ///< dB below the peak: what comes before the first such sample goes
  std::optional<double> endLevel;    ///< dB below the peak: what comes after the last such sample goes
  double lead = 0.001;               ///< s kept before the start
  double fadeIn = 0;                 ///< s
  double fadeOut = 0;                ///< s, ends at the last kept sample
  std::optional<double> length;      ///< s, at most
};

/// All channels together, so that they stay aligned. Throws Error (Invalid) for levels outside 0 to 200 dB, fades outside
/// 0 to 300 s and lengths from less than a frame.
AudioBuffer trimResponse(ConstAudioView response, double sampleRate, const TrimSettings& settings);

/// Raised-cosine fades in place.
void fade(AudioView samples, std::size_t fadeIn, std::size_t fadeOut);

}  // namespace lathe
