// Failures on demand, so that what a program does when a device fails is tested where there is no device.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/compute/ops/backend_contract.h"

namespace lathe {

/// Which piece of work is to fail, and how. Each fault strikes once, and a lost device stays lost.
class Faults {
 public:
  /// "oom@3,lost@7,timeout@2,plan": the third chunk runs out of memory, the seventh loses the device, the second never
  /// ends, and preparing the work fails. Chunks count from 1 over the device's life. Empty means none.
  /// Throws Error Invalid for anything else.
  static Faults parse(std::string_view text);

  /// The fault that strikes now, as the next chunk is submitted.
  Failure nextChunk() noexcept;
  /// The fault that strikes now, as work is prepared: Internal for "plan", DeviceLost once lost.
  Failure nextPlan() noexcept;

 private:
  struct Fault {
    Failure failure;
    int chunk;
  };
  std::vector<Fault> faults_;
  bool failsPlan_ = false;
  bool isLost_ = false;
  int chunks_ = 0;
};

}  // namespace lathe
