// The 10 ms grid on which energies are kept: where each bin of any sample rate starts.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>

#include "core/audio/units.h"

namespace lathe::analysis {

inline constexpr int kBinsPerSecond = 100;

/// First frame of a 10 ms bin, to the nearest sample: rates that are no multiple of 100 Hz get bins that differ by one.
/// Every whole second starts a bin exactly.
constexpr std::uint64_t binStart(std::uint64_t bin, int sampleRate) noexcept {
  return (bin * static_cast<std::uint64_t>(sampleRate) + kBinsPerSecond / 2) / kBinsPerSecond;
}

/// How many whole bins `frames` frames from the start of a second on fill.
constexpr std::uint64_t wholeBins(std::uint64_t frames, int sampleRate) noexcept {
  std::uint64_t bins = frames * kBinsPerSecond / static_cast<std::uint64_t>(sampleRate) + 1;
  while (binStart(bins, sampleRate) > frames) --bins;
  return bins;
}

constexpr Seconds binTime(std::uint64_t bin) noexcept { return {static_cast<double>(bin) / kBinsPerSecond}; }

}  // namespace lathe::analysis
