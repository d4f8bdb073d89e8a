// The contract of finding and filling clicks on a device, a tile of sound at a time.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <chrono>
#include <cstddef>

#include "core/compute/ops/click_scan.h"
#include "core/compute/ops/run_times.h"

namespace lathe {

struct Status;

/// dBFS: how near two backends are, as long as no candidate lies on a threshold.
inline constexpr double kClickParity = -100;

/// Tiles of up to `most` samples; `factor` says how much longer all times in samples are than at 44.1 and 48 kHz.
struct ClickSpec {
  std::size_t most = 0;
  std::size_t factor = 1;
  std::size_t fills = 64;  ///< of a batch at most
};

/// A run of samples to be filled.
struct ClickFill {
  static constexpr std::size_t longest = 256;  ///< samples; longer ones are the CPU's

  std::size_t start = 0, count = 0;
  std::size_t grid = 0;   ///< which of the batch's models
  bool isFilled = false;  ///< afterwards: false where the long model's answer is out of all proportion
};

/// One channel of one tile at a time. Nothing throws. After a failure the only calls left are the accessors and the
/// destructor; what was filled in is as it was.
class ClickRun {
 public:
  virtual ~ClickRun() = default;

  virtual const ClickSpec& spec() const noexcept = 0;
  /// What is heard; filled in by the user, up to spec().most samples.
  virtual double* heard() noexcept = 0;
  /// For `count` samples: short models, both errors, scales, prominences, as core/restoration/declick/click_scan.h has
  /// them.
  virtual Status scan(std::size_t count, std::chrono::milliseconds patience) noexcept = 0;
  virtual const double* error() const noexcept = 0;       ///< count values
  virtual const double* prominence() const noexcept = 0;  ///< count values
  virtual const double* scales() const noexcept = 0;      ///< one for kClickScaleBlock * factor samples
  virtual const double* models() const noexcept = 0;      ///< kClickOrder + 1 for kClickHop * factor samples

  /// The sound that long models are made of, clicks filled in roughly; filled in by the user.
  virtual double* source() noexcept = 0;
  /// spec().fills of them, filled in by the user.
  virtual ClickFill* fills() noexcept = 0;
  /// The middles of the models' windows, as samples of the tile (may lie outside it); mostModels() of them.
  virtual std::ptrdiff_t* centres() noexcept = 0;
  virtual std::size_t mostModels() const noexcept = 0;
  /// Makes `models` long models and fills `fills` runs of a tile of `count` samples, each as if it were the only one:
  /// beside it everything is source().
  virtual Status fill(std::size_t count, std::size_t models, std::size_t fills,
                      std::chrono::milliseconds patience) noexcept = 0;
  /// After fill(): what run `index` shall be, its count samples.
  virtual const double* filled(std::size_t index) const noexcept = 0;
  virtual RunTimes times() const noexcept { return {}; }
};

}  // namespace lathe
