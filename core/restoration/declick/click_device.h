// The de-clicker's work on a device, where there is one: the scan of a tile, and the filling of its clicks.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <chrono>
#include <memory>
#include <span>
#include <vector>

#include "core/compute/device_run.h"
#include "core/restoration/declick/click_scan.h"
#include "core/restoration/declick/click_span.h"

namespace lathe {

struct ClickDeviceOptions {
  std::vector<Backend*> backends{};  ///< to try, best first; what they leave is done by the CPU
  std::chrono::milliseconds patience{kDevicePatience};
  OnFallback note{};
};

/// A device that fails costs time, never clicks (DeviceRun); on the CPU the de-clicker's own engine is the operation, so
/// all answers are false from then on. One thread at a time.
class ClickDevice {
 public:
  /// For tiles of up to `most` samples.
  ClickDevice(ClickDeviceOptions options, std::size_t most, std::size_t factor);

  /// False without a device; else `scan` is as its own operator would leave it, but for rounding.
  bool scan(std::span<const double> x, ClickScan& scan);
  /// Fills those of `spans` that a device can fill, in `x`, beside which everything is `source`; `isFilled` (as long)
  /// says which. False without a device.
  bool fill(std::span<double> x, std::span<const double> source, std::span<const ClickSpan> spans, std::size_t origin,
            std::vector<char>& isFilled);

 private:
  struct Batch;
  ClickRun* ready();
  void recover(const Status& status);
  bool fillBatch(std::span<double> x, std::span<const double> source, const Batch& batch, std::vector<char>& isFilled);

  DeviceRun device_;
  std::chrono::milliseconds patience_;
  std::size_t most_, factor_, fills_;
  std::unique_ptr<ClickRun> run_;
};

}  // namespace lathe
