// Clicks on a CUDA device: a team of threads for each hop, each long model and each click.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <memory>

#include "core/compute/ops/backend_contract.h"

namespace lathe::gpu {

/// Takes all its memory at once, and OutOfMemory where that would leave the desktop less than it needs.
/// Throws StatusError and std::bad_alloc.
std::unique_ptr<ClickRun> makeClickCuda(int device, const ClickSpec& spec);

}  // namespace lathe::gpu
