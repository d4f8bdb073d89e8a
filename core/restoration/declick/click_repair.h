// Filling known clicks: a long autoregressive model of the sound around, made of the sound without them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <span>
#include <vector>

#include "core/restoration/declick/click_device.h"
#include "core/restoration/declick/click_fit.h"

namespace lathe {

/// Holds the room it needs; one thread at a time.
class ClickRepair {
 public:
  /// For signals of up to `most` samples and clicks of up to `longest`.
  ClickRepair(std::size_t most, std::size_t longest, std::size_t factor);

  /// Has the filling done there where it can be.
  void setDevice(ClickDevice* device) noexcept { device_ = device; }

  /// Replaces `spans` (in rising order, apart from each other) in `x`, whose first sample is number `origin` of the
  /// whole sound. Allocates nothing without a device.
  void operator()(std::span<double> x, std::span<const ClickSpan> spans, std::size_t origin);

 private:
  void roughFill(std::span<double> x, const ClickSpan& span) noexcept;

  std::size_t factor_;
  ClickDevice* device_ = nullptr;
  std::vector<char> isFilled_;
  ClickFitter fitter_;
  ClickEquations equations_;
  std::vector<double> source_, work_, window_, block_, gradient_, values_;
};

}  // namespace lathe
