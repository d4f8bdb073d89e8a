// The demo's drum kit: each function gives one hit as mono samples at 44.1 kHz.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <vector>

#include "core/audio/random.h"

namespace lathe::synth {

/// Velocities are 0..1; a hit at 1 peaks near full scale.
std::vector<float> kick(double velocity, Random& random);
std::vector<float> snare(double velocity, Random& random);
/// `ring` is the time to fall by 60 dB, in seconds: 0.1 closed, 0.6 open.
std::vector<float> hiHat(double velocity, double ring, Random& random);
std::vector<float> crash(double velocity, Random& random);

}  // namespace lathe::synth
