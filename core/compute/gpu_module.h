// Opens the loadable module with the GPU's backends, if there is one, and says why when it cannot be used.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/compute/ops/backend_contract.h"

namespace lathe {

/// What was found behind the module: devices to work on, or a sentence on why there are none.
struct GpuModule {
  std::vector<std::unique_ptr<Backend>> devices;
  std::string trouble;
};

/// Opens the module at `path` and all its devices. Never throws for what is missing: module, driver, library or device.
/// An opened module stays so until the program ends.
GpuModule openGpuModule(const std::filesystem::path& path);

/// Where the module belongs: what LATHE_GPU_MODULE says, else beside the program, in the build tree, or in
/// ../lib/lathe; empty when there is none.
std::filesystem::path findGpuModule();

}  // namespace lathe
