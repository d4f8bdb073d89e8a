// The built-in demo: a forty-second stereo mix with planted faults, and a room to put things into.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>

#include "core/audio/audio_buffer.h"
#include "core/synth/demo_room.h"
#include "core/synth/faults.h"
#include "core/work/progress.h"

namespace lathe {

/// Of everything the demo makes, Hz.
inline constexpr int kDemoSampleRate = 44100;
inline constexpr std::size_t kDemoMixFrames = 40 * 44100;

/// Drums, bass, electric piano, strings, plucks and a lead, from a quiet introduction to a loud chorus, with
/// demoFaults(). Stereo. The first half second holds hiss, hum and a click only. The same samples on every machine.
/// Throws Error (Cancelled) when stopped.
AudioBuffer makeDemoMix(const Progress& progress = {});

}  // namespace lathe
