// What is taken away from a stretch of a recording: gains from neighbourhoods of power, for every window of the plan.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <memory>

#include "core/audio/audio_clip.h"
#include "core/compute/stft.h"
#include "core/processors/denoise/denoise_device.h"
#include "core/processors/denoise/denoise_map.h"
#include "core/processors/denoise/denoise_plan.h"

namespace lathe {

/// Works on any stretch by itself: however a recording is cut, the samples are the same. Memory grows with the stretch.
class DenoiseEngine {
 public:
  DenoiseEngine(const DenoisePlan& plan, const NoiseMap& map, ClipPtr clip, DenoiseDevice device = {});
  ~DenoiseEngine();

  /// Fills `removed` with what is taken from the clip from `start` on.
  void remove(std::uint64_t start, AudioView removed);

 private:
  struct Rows;
  void removeWith(std::size_t index, std::uint64_t start, AudioView removed);
  void removeOnProcessor(const DenoiseWindow& window, Stft& stft, std::int64_t first, const SuppressionStretch& stretch,
                         AudioView samples);
  void computeGains(const DenoiseWindow& window, const DenoiseGroup& group, Rows& rows, std::size_t bins);
  void takePowers(const DenoiseWindow& window, const DenoiseGroup& group, Rows& rows, const Stft& stft,
                  std::int64_t firstFrame);

  const DenoisePlan& plan_;
  const NoiseMap& map_;
  ClipPtr clip_;
  DenoiseDevice device_;
  std::vector<Stft> stfts_;
  std::unique_ptr<Rows> rows_;
};

}  // namespace lathe
