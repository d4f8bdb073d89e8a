// The places where a signal rises above a level between its samples: when, in which channel, how high, for how long.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <vector>

#include "core/audio/units.h"

namespace lathe::analysis {

/// A stretch of one channel whose true peak exceeds the threshold; stretches less than 10 ms apart are one over.
struct PeakOver {
  int channel = 0;
  Seconds start;   ///< of the first interval between samples that exceeds the threshold, from the first sample
  Seconds length;  ///< to the end of the last one
  Seconds time;    ///< of the highest point
  Decibels level;  ///< of the highest point, dBTP
};

struct PeakOvers {
  static constexpr std::size_t kListed = 1000;
  static constexpr Seconds kMerged{0.01};  ///< overs that are nearer to each other are one

  Decibels threshold;            ///< dBTP
  std::uint64_t count = 0;       ///< of all overs in all channels
  std::vector<PeakOver> listed;  ///< in order of time; of more than kListed overs the highest
};

}  // namespace lathe::analysis
