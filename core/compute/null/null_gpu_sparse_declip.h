// Sparse declipping on the device that is not there, all frames of a batch round by round as on a GPU.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <memory>

#include "core/compute/null/null_gpu.h"

namespace lathe {

/// Throws std::bad_alloc when the pool has too little.
std::unique_ptr<SparseDeclipRun> makeSparseDeclipNullGpu(NullGpu& device, const SparseDeclipSpec& spec,
                                                         const RunLimits& limits);

}  // namespace lathe
