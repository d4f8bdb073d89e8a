// Launching kernels over pieces of work, copies on a stream, and waiting for streams.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <initializer_list>

#include "gpu/stopwatch.h"

namespace lathe::gpu {

inline constexpr unsigned kThreadsPerBlock = 256, kMostBlocks = 4096;

/// Blocks for that many pieces of work, `perBlock` of them each; those that are too many go to the same blocks again.
inline unsigned blocksFor(std::size_t work, std::size_t perBlock = kThreadsPerBlock) {
  return static_cast<unsigned>(std::min<std::size_t>((work + perBlock - 1) / perBlock, kMostBlocks));
}

#if defined(__CUDACC__)
/// A kernel's thread does the pieces of work firstThread(), firstThread() + allThreads(), and so on.
__device__ inline std::size_t firstThread() { return static_cast<std::size_t>(blockIdx.x) * blockDim.x + threadIdx.x; }
__device__ inline std::size_t allThreads() { return static_cast<std::size_t>(gridDim.x) * blockDim.x; }
#endif

/// The first `count` values from the host to the device, when the stream comes to it.
template <class Value>
void up(Value* there, const Value* here, std::size_t count, const Stream& lane) {
  check(cudaMemcpyAsync(there, here, count * sizeof(Value), cudaMemcpyHostToDevice, lane.get()));
}

/// And back.
template <class Value>
void down(Value* here, const Value* there, std::size_t count, const Stream& lane) {
  check(cudaMemcpyAsync(here, there, count * sizeof(Value), cudaMemcpyDeviceToHost, lane.get()));
}

/// Waits until nothing is under way, or the device has failed; false when it still works after `patience`.
inline bool idleWithin(std::initializer_list<const Stream*> lanes, std::chrono::milliseconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  for (const Stream* lane : lanes) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (waitFor(*lane, left).failure == Failure::Timeout) return false;
  }
  return true;
}

}  // namespace lathe::gpu
