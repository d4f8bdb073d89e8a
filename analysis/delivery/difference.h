// How two recordings differ: aligned, perhaps matched in level, compared sample by sample and region by region.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <optional>
#include <vector>

#include "core/audio/audio_clip.h"
#include "core/audio/units.h"
#include "core/work/progress.h"

namespace lathe::analysis {

struct DifferenceOptions {
  Seconds search = 0.0_s;     ///< how far B may be earlier or later than A; 0: they start together
  bool matchesLevel = false;  ///< the gain that leaves the least difference is taken out first
  Seconds region = 1.0_s;     ///< length of the regions of the report
};

struct RegionDifference {
  Seconds start;
  double largest = 0;  ///< full scale is 1
  double rms = 0;
};

struct Difference {
  std::int64_t offset = 0;   ///< frames by which B is later than A
  Decibels gain = 0.0_dB;    ///< that B was multiplied by
  std::uint64_t frames = 0;  ///< compared: where both are
  std::uint64_t onlyA = 0;   ///< frames of A that B has not
  std::uint64_t onlyB = 0;
  std::uint64_t changedSamples = 0;
  double largest = 0;
  std::uint64_t largestFrame = 0;  ///< of A
  int largestChannel = 0;
  double rms = 0;
  double rmsA = 0;                        ///< of A over the same frames
  std::vector<RegionDifference> regions;  ///< those with a difference

  bool isSame() const noexcept { return changedSamples == 0 && onlyA == 0 && onlyB == 0; }
  /// RMS of the difference over that of A; nothing when either is silent.
  std::optional<Decibels> nullDepth() const;
};

/// Throws Error (Invalid) when rates or channels differ; Cancelled.
Difference compare(const AudioClip& a, const AudioClip& b, const DifferenceOptions& options,
                   const Progress& progress = {});

}  // namespace lathe::analysis
