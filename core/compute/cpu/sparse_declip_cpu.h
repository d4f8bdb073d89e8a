// Sparse declipping on the CPU: the reference.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <memory>

#include "core/compute/ops/backend_contract.h"
#include "core/compute/ops/sparse_declip.h"

namespace lathe {

/// Throws std::bad_alloc and std::system_error.
std::unique_ptr<SparseDeclipRun> makeSparseDeclipCpu(const SparseDeclipSpec& spec, const RunLimits& limits);

}  // namespace lathe
