// Changes of a response in time: another rate or size, a longer or shorter tail, fades.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/audio/audio_buffer.h"
#include "core/audio/units.h"

namespace lathe {

/// The response at `sessionRate`, played `size` times as slow, with the same transfer function (so its taps are
/// scaled). The direct sound keeps its place in time. The filter has linear phase unless that would take sound from
/// before frame 0, where a response begins at once: then it has minimum phase, and all of it is a few frames later. At
/// equal rates and size 1 the taps are copied. Throws Error (Unsupported) for rates or sizes out of range.
AudioBuffer responseAtRate(ConstAudioView response, int rate, int sessionRate, double size = 1);

/// First frame that reaches a tenth of the largest magnitude in any channel; 0 for silence.
std::size_t directSound(ConstAudioView response);

/// What follows `start` made `factor` times as long, with its spectrum and its channels' relation kept: grains of 60
/// ms, overlapping with constant power. What comes before stays as it is.
AudioBuffer stretched(ConstAudioView response, std::size_t start, double factor, double sampleRate);

/// Raised-cosine fades at both ends, in frames.
void fadeEnds(AudioView response, std::size_t in, std::size_t out);

/// Turns down what comes before (balance > 0) or after (balance < 0) frame `split`; the gain moves within 10 ms around
/// it.
void balanceAround(AudioView response, std::size_t split, double balance, double sampleRate);

}  // namespace lathe
