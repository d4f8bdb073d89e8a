// Stretches of overs, and the heap of the highest.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/peaks/over_search.h"

#include <algorithm>

namespace lathe::analysis {

void OverSearch::add(std::int64_t frame) {
  if (!isOpenAt(frame)) {
    close(closed_);
    open_ = {frame, frame, {}};
  }
  open_.end = frame + 1;
}

void OverSearch::add(std::int64_t frame, const HighPoint& point) {
  if (point.value > threshold_) add(frame);
  if (isOpenAt(frame) && point.value > open_.highest.value) open_.highest = point;
}

void OverSearch::close(Result& to) const {
  if (!(open_.highest.value > threshold_)) return;  // the scan read a little too much
  ++to.count;
  // Of equal ones the first stays.
  const auto isHigher = [](const OverStretch& a, const OverStretch& b) {
    return a.highest.value > b.highest.value || (a.highest.value == b.highest.value && a.start < b.start);
  };
  to.listed.push_back(open_);
  std::ranges::push_heap(to.listed, isHigher);
  if (to.listed.size() <= listed_) return;
  std::ranges::pop_heap(to.listed, isHigher);
  to.listed.pop_back();
}

OverSearch::Result OverSearch::result() const {
  Result result = closed_;
  close(result);
  return result;
}

}  // namespace lathe::analysis
