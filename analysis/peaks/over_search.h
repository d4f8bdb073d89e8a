// Finds the overs of one channel as its intervals are read.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/peaks/closer_look.h"

namespace lathe::analysis {

/// An over in frames.
struct OverStretch {
  std::int64_t start = 0, end = 0;
  HighPoint highest;
};

/// Joins what exceeds the threshold into stretches, and keeps the highest of them. Memory: some 50 bytes for each of
/// `listed` stretches.
class OverSearch {
 public:
  /// `threshold`: magnitude. Stretches less than `merged` frames apart are one.
  OverSearch(double threshold, std::int64_t merged, std::size_t listed)
      : threshold_(threshold), merged_(merged), listed_(listed) {}

  double threshold() const noexcept { return threshold_; }
  /// How high an interval must read to be worth a closer look: the highest point of the open stretch.
  double highest(std::int64_t frame) const noexcept { return isOpenAt(frame) ? open_.highest.value : 0; }

  /// Interval `frame` exceeds the threshold, as far as the scan can tell.
  void add(std::int64_t frame);
  /// A closer look at interval `frame` found this point.
  void add(std::int64_t frame, const HighPoint& point);

  struct Result {
    std::uint64_t count = 0;
    std::vector<OverStretch> listed;  ///< in no order
  };
  Result result() const;

 private:
  bool isOpenAt(std::int64_t frame) const noexcept { return open_.end > open_.start && frame - open_.end < merged_; }
  void close(Result& to) const;

  double threshold_;
  std::int64_t merged_;
  std::size_t listed_;
  OverStretch open_;
  Result closed_;  ///< listed: a heap with the lowest on top
};

}  // namespace lathe::analysis
