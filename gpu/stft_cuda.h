// The short-time Fourier transform on a CUDA device: batches of frames through cuFFT.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <memory>

#include "core/compute/ops/backend_contract.h"
#include "core/compute/ops/stft.h"

namespace lathe::gpu {

/// Takes all its memory at once, and OutOfMemory where that would leave the desktop less than it needs.
/// Throws StatusError and std::bad_alloc.
std::unique_ptr<StftRun> makeStftCuda(int device, const StftSpec& spec, const RunLimits& limits);

}  // namespace lathe::gpu
