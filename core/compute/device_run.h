// The one policy for a piece of work whose device fails: smaller batches, another device, and in the end the CPU.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "core/compute/ops/backend_contract.h"

namespace lathe {

/// How long a device may take for one batch before the work goes on elsewhere.
inline constexpr std::chrono::milliseconds kDevicePatience{20000};

/// Takes one sentence for each time that a device failed, on what was done about it.
using OnFallback = std::function<void(const std::string& sentence)>;

/// Who does a piece of work, and who carries on. A device that fails costs time, never samples:
/// - too little memory halves the batches, until they cannot be smaller;
/// - any other failure (no answer in time, lost, no plan) leaves the rest of the work to the next backend;
/// - a lost device is remembered in the Backend and not tried again in this process.
/// Its user computes batches, and after a failure asks recover() how to go on with the batch at hand. One thread at a
/// time.
class DeviceRun {
 public:
  /// `work` is the subject of messages: "the convolution". `backends` are to be tried, best first; empty means the CPU
  /// alone. Devices that were lost before are passed over. They outlive the run.
  DeviceRun(std::string work, std::span<Backend* const> backends, OnFallback note = {});

  /// The backend that works now.
  Backend& backend() noexcept;
  const Backend& backend() const noexcept { return *backends_[current_]; }
  /// True when nobody is left to carry on.
  bool isLast() const noexcept { return current_ + 1 == backends_.size(); }
  bool isOnCpu() noexcept;
  /// All of them, those that failed too.
  std::span<Backend* const> backends() const noexcept { return backends_; }

  /// After `status`, a failure with batches of up to `batch` items: how many a batch may have from now on, a multiple
  /// of `step`, when the same backend is to go on; 0 when the next one is to, with batches as it likes them.
  /// Throws Error NotPossible when the last backend failed.
  std::size_t recover(const Status& status, std::size_t batch, std::size_t step = 1);

  /// The sentences so far.
  const std::vector<std::string>& fallbacks() const noexcept { return fallbacks_; }

 private:
  void report(std::string sentence);

  std::string work_;
  std::vector<Backend*> backends_;
  OnFallback note_;
  std::size_t current_ = 0;
  bool isShort_ = false;  ///< of memory on this backend, and that was said
  std::vector<std::string> fallbacks_;
};

}  // namespace lathe
