// Something like speech: voiced syllables, sibilants and pauses, with faults on demand.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>

#include "core/audio/audio_buffer.h"

namespace lathe::test {

inline constexpr int kSpeechRate = 44100;

/// Every 0.6 s: 0.2 s of a voice at 120 Hz, 0.1 s of a sibilant above 5 kHz, a pause of 0.3 s over soft noise.
/// Peaks about -12 dBFS, the noise at -75 dBFS.
AudioBuffer madeSpeech(int channels, std::size_t syllables);

/// Where the parts of syllable `i` are, in frames.
struct SyllablePlaces {
  std::size_t voice, sibilant, pause, end;
};
SyllablePlaces placesOf(std::size_t syllable);

/// Noise from about 500 Hz to 4 kHz in the middle of the pause, 0.16 s, at -42 dBFS.
void addBreath(AudioBuffer& speech, std::size_t syllable);
/// A damped 40 Hz wave at the voice's start, of a peak of -6 dBFS.
void addPlosive(AudioBuffer& speech, std::size_t syllable);
/// A damped 3 kHz wave of 1 ms in the pause, of a peak of -30 dBFS.
void addTick(AudioBuffer& speech, std::size_t syllable);

}  // namespace lathe::test
