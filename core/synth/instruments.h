// The demo's tuned instruments: each function gives one note as mono samples at 44.1 kHz.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <vector>

#include "core/audio/random.h"

namespace lathe::synth {

/// A note to play: MIDI pitch, seconds until it is let go, and how hard it is struck (0..1).
struct Tone {
  double pitch = 60;
  double length = 0.5;
  double velocity = 0.7;
};

std::vector<float> bassGuitar(const Tone& tone, Random& random);
std::vector<float> electricPiano(const Tone& tone, Random& random);
/// A soft string ensemble; calls with different `random` states give different, and so stereo, renderings.
std::vector<float> stringPad(const Tone& tone, Random& random);
std::vector<float> pluckedString(const Tone& tone, Random& random);
std::vector<float> leadSynth(const Tone& tone, Random& random);

}  // namespace lathe::synth
