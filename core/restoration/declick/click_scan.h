// Short autoregressive models of a signal, block by block, and how far each sample stands out of what they expect.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/compute/ops/click_scan.h"

namespace lathe {

/// The error of AR(32) models of 46 ms, renewed every 23 ms, against the median of its surroundings; what stays loud
/// after an onset raises that scale. (Godsill and Rayner, Digital Audio Restoration, 1998, chapter 5; Vaseghi and
/// Rayner, 1990.) Holds the room it needs; one thread at a time.
class ClickScan {
 public:
  /// For signals of up to `most` samples; `factor` as rateFactor() gives it.
  ClickScan(std::size_t most, std::size_t factor);

  /// Scans `x`. Allocates nothing.
  void operator()(std::span<const double> x) noexcept;

  /// Takes on what a device found in `size` samples.
  void load(std::size_t size, const double* error, const double* prominence, const double* scales,
            const double* models) noexcept;

  std::size_t factor() const noexcept { return factor_; }
  std::size_t size() const noexcept { return size_; }
  /// Of prediction, for each sample.
  std::span<const double> error() const noexcept { return {error_.data(), size_}; }
  /// The larger of the forward and the two-sided error, each over its local scale.
  std::span<const double> prominence() const noexcept { return {prominence_.data(), size_}; }
  /// The local scale of the forward error around a sample: the deviation of what is usual there.
  double scale(std::size_t place) const noexcept { return scales_[place / (kClickScaleBlock * factor_)]; }
  /// The model (1, a1, ... a32) around a sample.
  std::span<const double> model(std::size_t place) const noexcept {
    return {models_.data() + place / (kClickHop * factor_) * (kClickOrder + 1), kClickOrder + 1};
  }

 private:
  /// Model and both errors of the block that starts at `start` (a multiple of the hop).
  void scanBlock(std::span<const double> x, std::size_t start) noexcept;
  /// Scales and prominences of all samples.
  void standOut(std::size_t size) noexcept;

  std::size_t factor_, size_ = 0;
  std::vector<double> window_, block_, known_, left_;
  std::vector<double> error_, both_, prominence_;
  std::vector<double> scales_, bothScales_, medians_;
  std::vector<double> models_;
};

}  // namespace lathe
