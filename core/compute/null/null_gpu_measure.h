// Measuring on the device that is not there, in the order of a GPU's launches.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <memory>

#include "core/compute/null/null_gpu.h"

namespace lathe {

/// Throws std::bad_alloc when the pool has too little.
std::unique_ptr<MeasureRun> makeMeasureNullGpu(NullGpu& device, const MeasureSpec& spec, const RunLimits& limits);

}  // namespace lathe
