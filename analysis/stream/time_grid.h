// The grid of 10 ms bins on which energies are kept: where each of them starts at any sample rate.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>

#include "core/audio/units.h"

namespace lathe::analysis {

inline constexpr int kBinsPerSecond = 100;

/// Cells of equal length, to the nearest sample: at rates that are no multiple of `perSecond` some are a frame longer.
/// Every whole second starts a cell exactly.
struct TimeGrid {
  int sampleRate = 0;
  int perSecond = kBinsPerSecond;

  constexpr std::uint64_t start(std::uint64_t cell) const noexcept {
    const auto count = static_cast<std::uint64_t>(perSecond);
    return (cell * static_cast<std::uint64_t>(sampleRate) + count / 2) / count;
  }
  constexpr Seconds time(std::uint64_t cell) const noexcept { return {static_cast<double>(cell) / perSecond}; }
};

}  // namespace lathe::analysis
