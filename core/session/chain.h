// A chain as a value: which processors, with which settings, in which order.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>
#include <vector>

#include "core/processors/settings.h"

namespace lathe {

/// One place in a chain.
struct Stage {
  Settings settings;
  bool isBypassed = false;
  std::string label = {};  ///< what the user calls it; empty: the processor's name
  std::string unknown = {};  ///< members of a file that this version does not know, as JSON text

  friend bool operator==(const Stage&, const Stage&) = default;
};

/// An ordered list of stages, first to last. A session holds it by value; a live chain is made from it.
struct Chain {
  std::vector<Stage> stages;

  friend bool operator==(const Chain&, const Chain&) = default;
};

}  // namespace lathe
