// The exact height of a signal between two samples: 128 taps, 32 points to a sample, and a parabola.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>

namespace lathe::analysis {

/// A high point of one channel.
struct HighPoint {
  double value = 0;     ///< magnitude
  double position = 0;  ///< in frames
};

/// Samples that closerLook() reads before the interval's first sample, and from that one on.
inline constexpr std::size_t kLookBefore = 64, kLookAfter = 66;

/// The highest point of the interval between samples[0] and samples[1], an eighth of a sample around it included;
/// `position` counts from samples[0].
HighPoint closerLook(const float* samples) noexcept;

}  // namespace lathe::analysis
