// The largest of the last N values, in constant time per value.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace lathe {

/// Maximum of a sliding window over values >= 0, by a queue of falling values (D. Lemire, "Streaming maximum-minimum
/// filter using no more than three comparisons per element", 2006). Zeros are not stored: a window of zeros costs
/// nothing.
class SlidingMaximum {
 public:
  SlidingMaximum() = default;
  explicit SlidingMaximum(std::size_t longestWindow)
      : window_(longestWindow), entries_(std::bit_ceil(longestWindow + 1)), mask_(entries_.size() - 1) {}

  /// How many values the window spans, this one included. At most the longest window.
  void setWindow(std::size_t window) noexcept {
    assert(window < entries_.size());
    window_ = window;
  }
  void clear() noexcept {
    head_ = tail_ = 0;
    now_ = 0;
  }
  bool isZero() const noexcept { return head_ == tail_; }

  /// Takes the next value and gives the largest of the window.
  float next(float value) noexcept {
    ++now_;
    if (head_ != tail_ && now_ - entries_[head_ & mask_].time >= window_) ++head_;
    if (value > 0) {
      while (head_ != tail_ && entries_[(tail_ - 1) & mask_].value <= value) --tail_;
      entries_[tail_++ & mask_] = {value, now_};
    }
    return head_ == tail_ ? 0 : entries_[head_ & mask_].value;
  }

 private:
  struct Entry {
    float value;
    std::uint64_t time;
  };
  std::size_t window_ = 1;
  std::vector<Entry> entries_;
  std::size_t mask_ = 0;
  std::size_t head_ = 0;  ///< of the queue; both count up for ever and are masked
  std::size_t tail_ = 0;
  std::uint64_t now_ = 0;
};

}  // namespace lathe
