// How the noise changes over the recording, as a factor on its profile per band and time, seen from both sides.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <vector>

#include "core/audio/audio_clip.h"
#include "core/restoration/denoise/denoise_profile.h"
#include "core/restoration/denoise/denoise_text.h"
#include "core/work/progress.h"

namespace lathe {

struct NoiseMapOptions {
  double window = 3;  ///< s, over which the least power counts as noise
  double least = 1;   ///< factors on the power of the profile: bounds
  double most = 4;
  std::vector<TimeRange> anchors;  ///< noise alone: between them factors are drawn straight in dB
};

/// Factors on a grid of times (all channels together) and bands; empty: 1 everywhere.
class NoiseMap {
 public:
  NoiseMap() = default;
  NoiseMap(double secondsPerStep, std::vector<double> centres, std::vector<std::vector<float>> factors)
      : step_(secondsPerStep), centres_(std::move(centres)), factors_(std::move(factors)) {}

  bool isFlat() const noexcept { return factors_.empty(); }
  /// 1 / factor for every bin, at a time (of a frame's middle).
  void inverse(double seconds, double hertzPerBin, std::vector<float>& perBin) const;

 private:
  double step_ = 1;
  std::vector<double> centres_;              ///< Hz
  std::vector<std::vector<float>> factors_;  ///< [step][band]
};

/// First pass over the recording: band powers in units of the profile every 0.09 s, their least values in a window
/// around every moment (minimum statistics, Martin 2001, looking both ways), smoothed.
NoiseMap makeNoiseMap(const AudioClip& clip, const NoiseProfile& profile, const NoiseMapOptions& options,
                      const Progress& progress = {});

}  // namespace lathe
