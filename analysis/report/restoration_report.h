// What a restoration took away, and what it cost: measured by comparing the sound before and after.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/audio/audio_clip.h"
#include "core/audio/units.h"
#include "core/work/progress.h"

namespace lathe::analysis {

struct BandLevel {
  Hertz centre;
  Decibels before, removed;  ///< RMS, dBFS; -inf where there is nothing
};

struct RestorationReport {
  Decibels before, after, removed;  ///< RMS levels, dBFS; `removed` is before minus after, sample by sample
  std::uint64_t changedSamples = 0, samples = 0;
  std::vector<BandLevel> bands;  ///< third octaves
  /// In the quietest passages: by how much the level went down, and the musical-noise index: the logarithm of the
  /// kurtosis of the bins' powers after over before (Uemura et al. 2008). 0 is none, 1 is plainly heard. Nothing where
  /// there is no quiet passage of 0.3 s.
  std::optional<Decibels> floorReduction;
  std::optional<double> musicalNoise;
  /// How far what was removed follows the programme: correlation in time of both parts' band levels, weighted by what
  /// was removed. Noise alone gives about 0, programme 1.
  double programmeCorrelation = 0;
  int transients = 0;      ///< attacks in the sound before
  Decibels transientLoss;  ///< mean loss of level in their first 12 ms
};

/// Both clips are as long and have the same format. Throws Error.
RestorationReport compareRestoration(const AudioClip& before, const AudioClip& after, const Progress& progress = {});

std::string text(const RestorationReport& report);
nlohmann::ordered_json toJson(const RestorationReport& report);

}  // namespace lathe::analysis
