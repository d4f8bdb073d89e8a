// Commands that repair one file: de-click, de-clip, fill.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "cli/options/commands.h"

namespace lathe::cli {

struct RepairOptions {
  std::string processor;  ///< "declick"
  std::filesystem::path file, output;
  std::vector<std::string> changes;  ///< "sensitivity=70"
  std::string listen;                ///< "removed", or empty: the repaired sound
  std::string range;                 ///< "12-15": the part that is worked on; empty: all
  std::filesystem::path events;      ///< where to write the list of clicks; empty: nowhere
  DeliveryOptions delivery;
};
int runRepair(const RepairOptions& options, Context& context);

}  // namespace lathe::cli
