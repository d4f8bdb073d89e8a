// The last samples of several channels, contiguous in memory: delay lines and the past that filters look at.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <vector>

namespace lathe {

/// Rows of samples that grow at their end and forget their beginning. `past` samples before the newest run can always
/// be read; they are zero at first. Old samples are moved to the front only when the rows are full, not for every run.
class SampleHistory {
 public:
  SampleHistory() = default;
  SampleHistory(int rows, std::size_t past, std::size_t longestRun)
      : rows_(rows),
        past_(past),
        stride_(past + std::max(longestRun, past + longestRun)),
        end_(past),
        samples_(static_cast<std::size_t>(rows) * stride_) {}

  void clear() noexcept {
    std::ranges::fill(samples_, 0.0f);
    end_ = past_;
    run_ = 0;
  }

  /// Makes room for `run` samples at the end of every row; write them at newest().
  void advance(std::size_t run) noexcept {
    if (end_ + run > stride_) {
      assert(past_ + run <= stride_);
      for (int r = 0; r < rows_; ++r) {
        float* row = samples_.data() + static_cast<std::size_t>(r) * stride_;
        std::copy(row + end_ - past_, row + end_, row);
      }
      end_ = past_;
    }
    end_ += run;
    run_ = run;
  }

  /// How long the newest run is.
  std::size_t run() const noexcept { return run_; }

  /// The first sample of the newest run; the `past` samples before it are there too.
  float* newest(int row) noexcept { return samples_.data() + static_cast<std::size_t>(row) * stride_ + end_ - run_; }

 private:
  int rows_ = 0;
  std::size_t past_ = 0;
  std::size_t stride_ = 0;
  std::size_t end_ = 0;
  std::size_t run_ = 0;
  std::vector<float> samples_;
};

}  // namespace lathe
