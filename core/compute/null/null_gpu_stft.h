// The short-time Fourier transform on the device that is not there.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <memory>

#include "core/compute/null/null_gpu.h"

namespace lathe {

/// `twin` is the device's memory and arithmetic. Throws std::bad_alloc when the pool has too little.
std::unique_ptr<StftRun> makeStftNullGpu(NullGpu& device, const StftSpec& spec, std::unique_ptr<StftRun> twin);

}  // namespace lathe
