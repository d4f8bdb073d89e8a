// Whether two seconds of sound are speech: twelve figures of them, and a logistic rule over these.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <array>
#include <span>

#include "analysis/dialogue/speech_frames.h"

namespace lathe::analysis {

/// What speech has and music seldom has together. In the order of the rule's weights.
struct SpeechFigures {
  static constexpr std::size_t kCount = 12, kFrames = 200;

  double modulation;     ///< share of the bands' movement that is at 2 to 9 Hz: syllables (Houtgast, Steeneken 1985)
  double depth;          ///< standard deviation of the bands' levels, dB
  double pauses;         ///< share of frames with less than a quarter of the mean power (Saunders 1996)
  double voiced;         ///< share of frames with a pitch
  double glide;          ///< median movement of the pitch from frame to frame, semitones
  double held;           ///< share of voiced frames from which on the pitch stands still for 120 ms: notes
  double turns;          ///< changes from voiced to unvoiced and back, halved
  double middle;         ///< share of the power from 354 Hz to 2.6 kHz
  double brightness;     ///< how far the spectrum's centre moves, bands
  double rises;          ///< mean rise of bands from frame to frame, dB
  double highsWithLows;  ///< correlation of the levels below 900 Hz and above 2.6 kHz
  double range;          ///< standard deviation of the pitch, semitones; 12 at most

  std::array<double, kCount> values() const {
    return {modulation, depth, pauses, voiced, glide, held, turns, middle, brightness, rises, highsWithLows, range};
  }
};

/// Of kFrames frames that follow each other.
SpeechFigures speechFigures(std::span<const SpeechFrame> frames);

/// Logarithm of the odds that it is speech. Weights by scripts/train_speech.py.
double speechLogOdds(const SpeechFigures& figures);

}  // namespace lathe::analysis
