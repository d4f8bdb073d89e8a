// The built-in demo room: a stereo impulse response.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/audio/audio_buffer.h"
#include "core/work/progress.h"

namespace lathe {

/// The room of a small hall at 44.1 kHz, 2 s, stereo: the direct sound first, early reflections of a box of
/// 19 x 13 x 7 m, then a tail that falls by 60 dB in 1.9 s below 250 Hz and in 0.6 s above 8 kHz. Peak -1 dBFS.
/// Throws Error (Cancelled) when stopped.
AudioBuffer makeDemoRoom(const Progress& progress = {});

}  // namespace lathe
