// What an operator of spectral edits works on, and how it describes itself.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "core/processors/settings.h"
#include "core/spectral/spectrogram.h"
#include "core/work/progress.h"

namespace lathe {

/// One signal (a channel, or mid or side) of the stretch of sound that an edit works on, with its surroundings.
struct EditRegion {
  Spectrogram before;              ///< of the sound as it is
  Spectrogram after;               ///< as it shall be; begins as a copy. Only cells with a weight above 0 count
  const MaskRaster& mask;          ///< on the same grid
  std::span<const float> samples;  ///< of the whole region, from windowStart(grid, 0)
  /// Any other stretch of the same signal, by its first sample; silence outside the recording.
  std::function<void(std::int64_t start, std::span<float> out)> read;
  std::vector<TimeSpan>
      spans;               ///< the stretches of time that the mask's shapes cover, joined; empty: it has no end in time
  std::uint64_t seed = 1;  ///< for noise: the same edit gives the same samples
  /// Set by operators that work on samples: the whole region as it shall be. Then `after` is made from it.
  std::vector<float> healed = {};
  StftDevice* device = nullptr;  ///< where spectra are computed
  Progress progress = {};        ///< says when to stop: long solves throw Error (Cancelled) then

  const SpectrogramGrid& grid() const noexcept { return before.grid; }
};

struct SpectralOperator {
  const SettingsType* settings;
  /// Throws Error (NotPossible) when there is nothing that it could work from. Null when there is `gains`.
  void (*apply)(const Settings& settings, EditRegion& region);
  /// Sound that it needs before and behind the mask.
  Seconds (*context)(const Settings& settings, const Mask& mask);
  /// True when `after` equals `before` outside the mask, so that the weights may be widened by half a window in time:
  /// then what is selected is replaced in full, not faded under the windows' slopes.
  bool coversWindows = false;
  /// For operators that only weigh what is there: writes a gain for every cell of the grid that has a weight above 0.
  void (*gains)(const Settings& settings, const Mask& mask, const MaskRaster& weights,
                std::span<float> gains) = nullptr;
};

}  // namespace lathe
