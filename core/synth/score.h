// The demo's score: sixteen bars at 100 beats a minute, as notes.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <vector>

namespace lathe::synth {

enum class Part { Kick, Snare, HiHat, OpenHat, Crash, Bass, Piano, Pad, Pluck, Lead };

struct Note {
  Part part = Part::Piano;
  double beat = 0;    ///< from the start of the piece, in quarter notes
  double length = 1;  ///< in quarter notes
  int pitch = 60;     ///< MIDI; drums ignore it
  double velocity = 0.7;
};

inline constexpr double kSecondsPerBeat = 0.6;
inline constexpr int kBars = 16;
inline constexpr int kBeatsPerBar = 4;

/// Four bars of introduction, four of verse, six of chorus, two of ending; slightly uneven, as people play.
std::vector<Note> demoScore();

}  // namespace lathe::synth
