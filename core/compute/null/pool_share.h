// A share of the memory pool of the device that is not there, given back by its owner.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>
#include <new>

#include "core/compute/null/null_gpu.h"

namespace lathe {

/// Throws std::bad_alloc when the pool has too little.
class PoolShare {
 public:
  PoolShare(NullGpu& device, std::size_t bytes) : device_(device), bytes_(bytes) {
    if (!device.take(bytes)) throw std::bad_alloc();
  }
  ~PoolShare() { device_.giveBack(bytes_); }
  PoolShare(const PoolShare&) = delete;
  PoolShare& operator=(const PoolShare&) = delete;

 private:
  NullGpu& device_;
  std::size_t bytes_;
};

}  // namespace lathe
