// An impulse response as a picture: its level over time, and how its energy decays.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <vector>

#include "core/audio/audio_buffer.h"
#include "core/audio/units.h"

namespace lathe::analysis {

/// Columns of equal length.
struct ResponseSketch {
  Seconds length;             ///< of all columns together
  std::vector<float> peak;    ///< largest magnitude of any channel in the column, dB re the largest of all
  std::vector<float> decay;   ///< energy from the column's start to the end, dB re all of it (Schroeder 1965)
  Seconds reverberationTime;  ///< T30: twice the time from -5 to -35 dB of the decay; 0: it does not get there

  static constexpr float kFloor = -200;  ///< dB; silence
};

/// All channels count together. `columns` is at least 1; an empty or silent response has only columns at the floor.
ResponseSketch sketchResponse(ConstAudioView response, int sampleRate, int columns);

}  // namespace lathe::analysis
