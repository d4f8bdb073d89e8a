// Noise suppression on the CPU.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <memory>

#include "core/compute/ops/backend_contract.h"

namespace lathe {

/// For stretches of up to limits.frames frames. Throws std::bad_alloc and std::system_error.
std::unique_ptr<SuppressionRun> makeSuppressionCpu(const SuppressionSpec& spec, const RunLimits& limits);

}  // namespace lathe
