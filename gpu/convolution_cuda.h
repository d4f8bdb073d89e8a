// Convolution on a CUDA device: overlap-save with one big FFT per block, three lanes, three slots.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <memory>

#include "core/compute/ops/backend_contract.h"

namespace lathe::gpu {

/// Frames of history that a run begins with.
template <class Real>
std::size_t convolutionHistoryCuda(const ConvolutionSpec<Real>& spec);

/// Takes all its memory at once, and OutOfMemory where that would leave the desktop less than it needs.
/// Throws StatusError and std::bad_alloc.
template <class Real>
std::unique_ptr<ConvolutionRun<Real>> makeConvolutionCuda(int device, const ConvolutionSpec<Real>& spec,
                                                          const RunLimits& limits);

}  // namespace lathe::gpu
