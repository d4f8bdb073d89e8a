// The largest of the last N values, in constant time per value.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <vector>

namespace lathe {

/// Maximum of a sliding window over values >= 0, without branches that depend on the values: the stream is cut into
/// blocks as long as the window, and a window is the end of one block and the beginning of the next (M. van Herk, "A
/// fast algorithm for local minimum and maximum filters", 1992; J. Gil and M. Werman, 1993).
class SlidingMaximum {
 public:
  explicit SlidingMaximum(std::size_t longestWindow) {
    values_.reserve(longestWindow + 1);
    setWindow(longestWindow);
  }

  /// How many values the window spans, the newest included; at most the longest. Forgets all values.
  void setWindow(std::size_t window) noexcept {
    assert(window >= 1 && window < values_.capacity());
    values_.assign(window + 1, 0);
    clear();
  }
  void clear() noexcept {
    std::ranges::fill(values_, 0.0f);
    largest_ = 0;
    position_ = 0;
    zeros_ = window();
  }
  /// All values of the window are 0. It may then be left alone for any number of zeros.
  bool isZero() const noexcept { return zeros_ >= window(); }

  /// Takes the next value and gives the largest of the window.
  float next(float value) noexcept {
    zeros_ = value > 0 ? 0 : zeros_ + 1;
    largest_ = std::max(largest_, value);
    const float result = std::max(largest_, values_[position_ + 1]);
    values_[position_] = value;
    if (++position_ == window()) beginBlock();
    return result;
  }

 private:
  std::size_t window() const noexcept { return values_.size() - 1; }

  /// Replaces each value of the finished block by the largest from there to its end.
  void beginBlock() noexcept {
    for (std::size_t i = window() - 1; i > 0; --i) values_[i - 1] = std::max(values_[i - 1], values_[i]);
    largest_ = 0;
    position_ = 0;
  }

  /// The values of the block so far, then the maxima of the block before, then a 0.
  std::vector<float> values_;
  float largest_ = 0;  ///< of the block so far
  std::size_t position_ = 0;
  std::size_t zeros_ = 0;  ///< how many came last
};

}  // namespace lathe
