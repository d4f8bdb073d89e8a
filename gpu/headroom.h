// Leaves the desktop, which shares the device's memory, what it needs of it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <algorithm>
#include <cstddef>

#include "gpu/cuda_status.h"

namespace lathe::gpu {

/// Throws OutOfMemory unless a tenth of the device's memory, and never less than half a gigabyte, stays free.
inline void keepHeadroom(std::size_t wanted) {
  std::size_t available = 0, all = 0;
  check(cudaMemGetInfo(&available, &all));
  const std::size_t headroom = std::max(all / 10, std::size_t{512} << 20);
  if (wanted + headroom > available) {
    throw StatusError{Status::fail(Failure::OutOfMemory, "the GPU has too little free memory")};
  }
}

}  // namespace lathe::gpu
