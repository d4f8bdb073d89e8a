// Loudness over time and its distribution, from the 10 ms energies: for plots, and to find the moments that broke a
// rule.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/audio/units.h"

namespace lathe::analysis {

/// Momentary and short-term loudness in equal steps. Element i stands for the moments in (i * step, (i + 1) * step] and
/// holds the loudest window (one every 10 ms) that ends in them, so that a coarse plot still shows every maximum.
/// LUFS; -inf where the first window is not complete yet, and in silence. Both lists have one element per begun step.
/// Memory: 8 bytes a step, 288 kB for an hour at 100 ms.
struct LoudnessSeries {
  Seconds step;
  std::vector<float> momentary;  ///< 400 ms
  std::vector<float> shortTerm;  ///< 3 s

  std::size_t size() const noexcept { return momentary.size(); }
  /// End of element i, from the start of the signal.
  Seconds time(std::size_t i) const noexcept { return step * static_cast<double>(i + 1); }
};

/// `bins`: weighted energies of the 10 ms bins (LoudnessMeter::bins). `step`: a multiple of 10 ms.
LoudnessSeries loudnessSeries(std::span<const double> bins, int sampleRate, Seconds step = Seconds{0.1});

/// How often which short-term loudness occurs: windows of 3 s, one every 100 ms, as for the loudness range.
struct LoudnessHistogram {
  static constexpr double kWidth = 0.5;  ///< LU
  Lufs first;                            ///< lower edge of the first cell, a multiple of kWidth, not below -70
  std::vector<std::uint32_t> counts;     ///< from the quietest to the loudest cell that is not empty
  std::uint64_t below = 0;               ///< windows quieter than -70 LUFS
};
LoudnessHistogram loudnessHistogram(std::span<const double> bins, int sampleRate);

}  // namespace lathe::analysis
