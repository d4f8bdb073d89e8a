// Sparse declipping on a CUDA device: all frames of a batch round by round.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <memory>

#include "core/compute/ops/backend_contract.h"
#include "core/compute/ops/sparse_declip.h"

namespace lathe::gpu {

/// Takes all its memory at once, and OutOfMemory where that would leave the desktop less than it needs.
/// Throws StatusError and std::bad_alloc.
std::unique_ptr<SparseDeclipRun> makeSparseDeclipCuda(int device, const SparseDeclipSpec& spec,
                                                      const RunLimits& limits);

}  // namespace lathe::gpu
