// Measuring on the CPU: the reference, and what carries on when a device fails.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <memory>

#include "core/compute/ops/backend_contract.h"
#include "core/compute/ops/measure.h"

namespace lathe {

/// Throws std::bad_alloc and std::system_error.
std::unique_ptr<MeasureRun> makeMeasureCpu(const MeasureSpec& spec, const RunLimits& limits);

}  // namespace lathe
