// Clicks on the device that is not there: the work of gpu/click_cuda.cu, team by team.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <memory>

#include "core/compute/null/null_gpu.h"

namespace lathe {

/// Throws std::bad_alloc.
std::unique_ptr<ClickRun> makeClickNullGpu(NullGpu& device, const ClickSpec& spec);

}  // namespace lathe
