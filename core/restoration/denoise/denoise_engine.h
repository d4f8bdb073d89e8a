// What is taken away from a stretch of a recording: gains from neighbourhoods of power, for every window of the plan.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <vector>

#include "core/audio/audio_clip.h"
#include "core/restoration/denoise/denoise_device.h"
#include "core/restoration/denoise/denoise_map.h"
#include "core/restoration/denoise/denoise_plan.h"

namespace lathe {

/// Works on any stretch by itself: however a recording is cut, the samples are the same but for rounding. Memory grows
/// with the stretch.
class DenoiseEngine {
 public:
  /// `map` outlives the engine.
  DenoiseEngine(const DenoisePlan& plan, const NoiseMap& map, ClipPtr clip, DenoiseDevice device = DenoiseDevice());

  /// Fills `removed` with what is taken from the clip from `start` on.
  void remove(std::uint64_t start, AudioView removed);

 private:
  void removeWith(std::size_t index, std::uint64_t start, AudioView removed);

  std::vector<SuppressionSpec> specs_;  ///< of the plan's windows
  const NoiseMap& map_;
  ClipPtr clip_;
  DenoiseDevice device_;
  AudioBuffer samples_;  ///< under the frames of a stretch
};

}  // namespace lathe
