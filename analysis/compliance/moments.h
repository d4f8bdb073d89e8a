// The moments of a signal that break a limit.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <optional>
#include <vector>

#include "analysis/compliance/evidence.h"

namespace lathe::analysis {

/// A stretch of time during which a limit was broken.
struct Moment {
  Seconds start, end;
  int channel = -1;  ///< -1: all of them together
  double worst = 0;  ///< in the measure's unit
  Seconds worstTime;
};

struct Limits {
  std::optional<double> lowest, highest;
};

/// In order of time. What a moment is depends on the measure:
/// - momentary and short-term loudness, Leq(m): while a meter would show more than allowed (its window ends there);
///   Leq(m) by windows of one second;
/// - integrated, dialogue and anchor loudness, RMS: while the short-term loudness lies outside the limits, on the side
///   to which the whole was missed (RMS by windows of three seconds too);
/// - true and sample peak: the overs, with their channels; clipped runs: where the first of them start;
/// - noise floor, silence at head and tail, lowest correlation: the place that was measured;
/// - what concerns the whole or the file: none.
std::vector<Moment> momentsOf(Measure measure, const Evidence& evidence, const Limits& limits);

}  // namespace lathe::analysis
