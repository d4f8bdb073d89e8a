// What becomes of a run whose device hangs: it is left behind, memory and all, so that the work can go on elsewhere.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <chrono>
#include <initializer_list>

#include "gpu/launch.h"

namespace lathe::gpu {

/// How long a run that ends may wait for what is under way.
inline constexpr std::chrono::milliseconds kEndPatience{2000};

/// The first base of every run on a device. Freeing memory waits for a device that hangs, for ever; so a run's
/// destructor calls leaveBehindUnlessIdle() first, and then nothing that the run owns is released.
template <class Contract>
class LeftBehindWhenHanging : public Contract {
 public:
  /// Comes after the members' destructors.
  ~LeftBehindWhenHanging() override { isLeavingBehind() = false; }

 protected:
  void leaveBehindUnlessIdle(int device, std::initializer_list<const Stream*> lanes) noexcept {
    cudaSetDevice(device);
    isLeavingBehind() = !idleWithin(lanes, kEndPatience);
  }
};

}  // namespace lathe::gpu
