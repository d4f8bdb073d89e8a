// A chain as a value: which processors, with which settings, in which order.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/processors/settings.h"

namespace lathe {

/// Part of a track, from its beginning.
struct StageRange {
  Seconds start;
  Seconds end;

  friend bool operator==(const StageRange&, const StageRange&) = default;
};

/// True when it starts at 0 or later, ends later than it starts, and is finite.
bool isValid(const StageRange& range) noexcept;

/// One place in a chain.
struct Stage {
  Settings settings;
  bool isBypassed = false;
  std::string label = {};                ///< what the user calls it; empty: the processor's name
  std::optional<StageRange> range = {};  ///< works there only, faded over 5 ms inside it; outside, samples are copied
  bool listensToRemoved = false;         ///< gives what the stage takes away: its input minus its output
  std::string unknown = {};              ///< members of a file that this version does not know, as JSON text

  friend bool operator==(const Stage&, const Stage&) = default;
};

/// An ordered list of stages, first to last. A session holds it by value; a live chain is made from it.
struct Chain {
  std::vector<Stage> stages;

  friend bool operator==(const Chain&, const Chain&) = default;
};

/// A track's stages, then the master's. A dither comes once, at the end of all: the track's is left out when the master
/// chain ends with one.
Chain joined(const Chain& track, const Chain& master);

}  // namespace lathe
