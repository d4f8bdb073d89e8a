// Sound in a made room: what a listener gets, and the part of it that comes within 50 ms.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/audio/audio_buffer.h"

namespace lathe::test {

struct Reverberant {
  AudioBuffer early;  ///< direct sound and reflections of the first 50 ms
  AudioBuffer all;
};

/// The first channel of `dry` (44.1 kHz) in a room that decays by 60 dB in `seconds` at all frequencies, its
/// tail's energy `tailLevel` dB over the direct sound's; as many channels as `dry`, one or two, as long as `dry`.
Reverberant inRoom(const AudioBuffer& dry, double seconds, double tailLevel);

/// Syllables of 0.25 s in which the pitch glides and the mouth opens, with pauses of 0.35 s over soft noise; 44.1 kHz.
/// Unlike that of madeSpeech(), no voice in it goes on unchanged from one moment to the next.
AudioBuffer glidingSpeech(int channels, std::size_t syllables);
/// Frames of one such syllable with its pause, and of the last part of that pause.
inline constexpr std::size_t kGlidingPeriod = 26460, kGlidingPause = 6615;
/// Chords of organ-like notes of different lengths that end at once: music without any decay; 44.1 kHz.
AudioBuffer organ(std::size_t frames);

}  // namespace lathe::test
