// The list of all processors that a chain can hold. A new one is one line in registry.cpp.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "core/processors/offline.h"
#include "core/processors/processor.h"

namespace lathe {

struct ProcessorType {
  const SettingsType* settings;
  std::unique_ptr<Processor> (*make)(const Settings& settings);
  OfflineForm offline = {};  ///< used by renders when it is there
};

/// Every processor, in the order in which a mastering chain usually holds them.
const std::vector<ProcessorType>& processorTypes();

/// The type of that id ("limiter"). Throws Error (NotFound) with the ids there are.
const ProcessorType& processorType(std::string_view id);

/// A live processor with these settings, not yet prepared.
std::unique_ptr<Processor> makeProcessor(const Settings& settings);

}  // namespace lathe
