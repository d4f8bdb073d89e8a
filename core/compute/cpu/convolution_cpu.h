// Convolution on the CPU: uniform partitions sized for the cache, each input's spectra shared by all its paths.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>
#include <memory>

#include "core/compute/ops/backend_contract.h"

namespace lathe {

/// The partition of the offline convolution on the CPU, in taps: a power of two from 2^12 on that makes this
/// matrix cheap, at most 2^17 for float and 2^16 for double (`sampleBytes` 4 or 8), whose FFTs would not fit the cache.
/// It depends on the work alone, not on the machine or the number of threads.
std::size_t convolutionPartition(int inputs, int outputs, std::size_t paths, std::size_t longestPath,
                                 std::size_t sampleBytes) noexcept;

/// What a frame costs with that partition, in products of two bins.
double convolutionCost(int inputs, int outputs, std::size_t paths, std::size_t longestPath,
                       std::size_t partition) noexcept;

/// Overlap-save with partitions of convolutionPartition() taps. The reference that other backends are held to:
/// the same samples whatever the number of threads, the chunk length and the place where a run begins.
/// `partition` 0 takes convolutionPartition(). Throws std::bad_alloc when there is too little memory.
template <class Real>
std::unique_ptr<ConvolutionRun<Real>> makeConvolutionCpu(const ConvolutionSpec<Real>& spec, const RunLimits& limits,
                                                         std::size_t partition = 0);

extern template std::unique_ptr<ConvolutionRun<float>> makeConvolutionCpu(const ConvolutionSpec<float>&,
                                                                          const RunLimits&, std::size_t);
extern template std::unique_ptr<ConvolutionRun<double>> makeConvolutionCpu(const ConvolutionSpec<double>&,
                                                                           const RunLimits&, std::size_t);

}  // namespace lathe
