// What is taken away from a stretch of a recording: gains from neighbourhoods of power, for every window of the plan.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <memory>

#include "core/audio/audio_clip.h"
#include "core/compute/stft.h"
#include "core/compute/stft_device.h"
#include "core/processors/denoise/denoise_device.h"
#include "core/processors/denoise/denoise_map.h"
#include "core/processors/denoise/denoise_plan.h"

namespace lathe {

/// Works on any stretch by itself: however a recording is cut, the samples are the same. Memory grows with the stretch.
class DenoiseEngine {
 public:
  /// `device` computes the spectra where `loop` does not do all of it; all but `loop` outlive the engine.
  DenoiseEngine(const DenoisePlan& plan, const NoiseMap& map, ClipPtr clip, StftDevice& device,
                DenoiseDevice loop = {});
  ~DenoiseEngine();

  /// Fills `removed` with what is taken from the clip from `start` on.
  void remove(std::uint64_t start, AudioView removed);

 private:
  struct Rows;
  void removeWith(std::size_t index, std::uint64_t start, AudioView removed);
  void removeBySpectra(const DenoiseWindow& window, const StftSpec& stft, std::int64_t first,
                       const SuppressionStretch& stretch, AudioView samples);
  void computeGains(const DenoiseWindow& window, const DenoiseGroup& group, Rows& rows, std::size_t bins);
  void takePowers(const DenoiseWindow& window, const DenoiseGroup& group, Rows& rows, const StftSpec& stft,
                  std::int64_t firstFrame);

  const DenoisePlan& plan_;
  const NoiseMap& map_;
  ClipPtr clip_;
  StftDevice& device_;
  DenoiseDevice loop_;
  std::vector<StftSpec> stfts_;  ///< of the plan's windows
  std::unique_ptr<Rows> rows_;
};

}  // namespace lathe
