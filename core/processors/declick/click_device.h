// The de-clicker's work on a device, where there is one: the scan of a tile, and the filling of its clicks.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/compute/backend.h"
#include "core/processors/declick/click_scan.h"
#include "core/processors/declick/click_span.h"

namespace lathe {

struct ClickDeviceOptions {
  std::vector<Backend*> backends{};  ///< to try, best first; the processor ends the list
  std::chrono::milliseconds patience{20000};
  std::function<void(const std::string&)> note{};  ///< takes a sentence when a device failed
};

/// A device that fails is left, with a note, and all answers are false from then on: the processor does the work, and
/// nothing is lost. One thread at a time.
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
  bool succeeds(const Status& status);

  ClickDeviceOptions options_;
  std::size_t factor_;
  Backend* backend_ = nullptr;
  std::unique_ptr<ClickRun> run_;
};

}  // namespace lathe
