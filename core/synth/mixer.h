// The demo's mixing desk: places mono sounds in time and between the loudspeakers, and adds one room to all.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <span>

#include "core/audio/audio_buffer.h"
#include "core/work/progress.h"

namespace lathe::synth {

/// Where and how loud a sound stands.
struct Strip {
  double gain = 1;
  double pan = 0;   ///< -1 left .. 1 right, constant power
  double room = 0;  ///< share sent to the room
};

class Mixer {
 public:
  explicit Mixer(std::size_t frames) : dry_(2, frames), sent_(2, frames) {}

  /// Adds a sound that starts at `frame`; what reaches past the end is cut.
  void place(std::span<const float> sound, std::size_t frame, const Strip& strip);
  /// The stereo mix with its room. Throws Error (Cancelled) when stopped.
  AudioBuffer mix(const Progress& progress = {}) const;

 private:
  AudioBuffer dry_;
  AudioBuffer sent_;
};

}  // namespace lathe::synth
