// The true-peak reading of the meter that BS.1770-5 Annex 2 describes: four times the rate, by its 48-tap table.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <array>
#include <cstddef>

#include "analysis/peaks/interpolation_bound.h"

namespace lathe::analysis {

/// The largest magnitude of one channel's signal at four times its rate, whatever that rate is. It is what a meter
/// built to the letter shows: steady tones below 20 kHz at 44.1 kHz read between 0.46 dB too little and 0.22 dB too
/// much.
class Annex2Peak {
 public:
  static constexpr std::size_t kTaps = 12, kBefore = 5, kAfter = 6 + 15;

  /// `samples` points at the first of `count` intervals, with kBefore samples before it and kAfter behind the last. Up
  /// to fifteen intervals that follow are read along.
  void scan(const float* samples, std::size_t count);
  /// True when no reading in a run of samples with these extremes can be higher than what was found.
  bool isSpared(const RunExtremes& run) const noexcept;
  double value() const noexcept { return highest_; }

  /// Half sums and half differences of a phase of the table with its mirror image, oldest sample first: with sums and
  /// differences of mirrored samples the larger magnitude of both phases is |S| + |D|.
  struct Halves {
    std::array<float, kTaps / 2> sum, difference;
  };
  static Halves outerHalves() noexcept;
  static Halves innerHalves() noexcept;

 private:
  float highest_ = 0;
};

}  // namespace lathe::analysis
