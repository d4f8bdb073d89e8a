// The search for flat runs: most stretches stay below every ceiling and are passed over.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/peaks/clipping.h"

#include <algorithm>
#include <cmath>

namespace lathe::analysis {
namespace {
constexpr std::uint64_t kShortestRun = 3;
}

void FlatRuns::add(const FlatRun& run) {
  ++count;
  samples += run.length;
  longest = std::max(longest, run.length);
  if (first.size() < kListed) first.push_back(run);
}

void ClippingSearch::add(std::span<const float> samples, std::uint64_t frame, float peak) {
  if (!wants(peak)) {
    endRun();
    return;
  }
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const float x = samples[i], height = std::abs(x);
    if (height > ceiling_) {
      endRun();
      ceiling_ = height;
      atCeiling_ = {};
    }
    if (x == value_ && x != 0) {
      ++length_;
      continue;
    }
    endRun();
    if (x == 0 || height < std::min(ceiling_, kFullScale)) continue;
    value_ = x;
    start_ = frame + i;
    length_ = 1;
  }
}

void ClippingSearch::endRun() {
  if (length_ >= kShortestRun) {
    const float height = std::abs(value_);
    if (height >= kFullScale) fullScale_.add({start_, length_, value_});
    if (height == ceiling_) atCeiling_.add({start_, length_, value_});
  }
  value_ = 0;
  length_ = 0;
}

ClippingSearch::Result ClippingSearch::result() const {
  ClippingSearch ended = *this;
  ended.endRun();
  return {std::move(ended.fullScale_), ended.ceiling_ < kFullScale ? std::move(ended.atCeiling_) : FlatRuns{}};
}

}  // namespace lathe::analysis
