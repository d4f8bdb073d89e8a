// Reconstruction of the clipped samples of a passage.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "core/compute/sparse_solver.h"
#include "core/restoration/declick/ar_estimator.h"
#include "core/work/progress.h"

namespace lathe {

/// Sparse frames at three resolutions, added up by overlap and weighed by how few bins each needs; frames without
/// clipped samples are left out. One thread at a time.
class SparseDeclipper {
 public:
  /// `factor` as rateFactor() gives it.
  explicit SparseDeclipper(std::size_t factor, SparseSolverOptions options = {});

  /// Samples by which a passage must be longer than what is wanted of it, on either side.
  std::size_t margin() const noexcept;
  /// Replaces the clipped samples in [from, to) of `sound`. Frames lie on a grid that starts `offset` samples before
  /// it.
  void operator()(std::span<float> sound, std::span<const Clipped> clipped, std::size_t from, std::size_t to,
                  std::uint64_t offset);

 private:
  void add(std::span<const float> window, std::span<const float> sound, std::span<const Clipped> clipped,
           std::size_t from, std::size_t to, std::uint64_t offset);

  SparseSolver solve_;
  std::vector<std::vector<float>> windows_;
  std::vector<double> sum_, weight_;
  std::vector<std::int64_t> starts_;
};

/// Least-squares interpolation with autoregressive models that are renewed from the result, held to the limits.
/// (Janssen, Veldhuis and Vries, 1986.) One thread at a time.
class FastDeclipper {
 public:
  /// Of the options only `stop` counts; operator() throws Error (Cancelled) then.
  explicit FastDeclipper(std::size_t factor, const SparseSolverOptions& options = {})
      : factor_(factor),
        progress_{{}, options.stop},
        estimator_(4096 * (factor >= 4   ? 4
                           : factor >= 2 ? 2
                                         : 1)) {}

  std::size_t margin() const noexcept { return 8192 * factor_; }
  void operator()(std::span<float> sound, std::span<const Clipped> clipped, std::size_t from, std::size_t to,
                  std::uint64_t offset);

 private:
  void repairBlock(std::span<double> x, std::span<const double> source, std::span<const float> heard,
                   std::span<const Clipped> clipped, std::size_t from, std::size_t to);

  std::size_t factor_;
  Progress progress_;
  ArEstimator estimator_;
};

}  // namespace lathe
