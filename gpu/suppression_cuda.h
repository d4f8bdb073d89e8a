// Noise suppression on a CUDA device: the whole frame loop of a stretch, with nothing but sound over the bus.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <memory>

#include "core/compute/ops/backend_contract.h"
#include "core/compute/ops/suppression.h"

namespace lathe::gpu {

/// Takes all its memory at once, and OutOfMemory where that would leave the desktop less than it needs.
/// Throws StatusError and std::bad_alloc.
std::unique_ptr<SuppressionRun> makeSuppressionCuda(int device, const SuppressionSpec& spec, const RunLimits& limits);

}  // namespace lathe::gpu
