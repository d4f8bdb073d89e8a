// Missing or doubtful samples from their surroundings and an autoregressive model: least squares (Janssen; Godsill and
// Rayner).
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/dsp/ar_model.h"

namespace lathe {

/// Solves M u = v in place for a symmetric positive definite M of rows x rows (row by row; the lower half is read and
/// replaced by its Cholesky factor). `bandwidth`: elements further than that from the diagonal are zero.
/// False where M is not positive definite.
bool solveCholesky(std::span<double> matrix, std::span<double> vector, std::size_t bandwidth);

/// Replaces samples so that the model's excitation has the least energy: the missing ones at will, the doubtful ones
/// weighed against what was heard. (Janssen, Veldhuis and Vries, IEEE Trans. ASSP 34, 1986; Godsill and Rayner, Digital
/// Audio Restoration, 1998, sections 5.2 and 9.1.)
class ArInterpolation {
 public:
  explicit ArInterpolation(const ArModel& model);

  /// Gives new values for the samples at `places` (rising indices into `x`) into `values` (as many). Samples beyond the
  /// ends of `x` count as zero. `damage`, as long or empty: the variance of what was added to each, infinite where the
  /// sample says nothing; with damage given, `values` holds what was heard on entry. False, and nothing changed, where
  /// it cannot be solved.
  bool operator()(std::span<const double> x, std::span<const std::size_t> places, std::span<const double> damage,
                  std::span<double> values);

  double variance() const noexcept { return variance_; }

 private:
  std::vector<double> correlation_;
  double variance_;
  std::vector<double> matrix_, right_, window_;
};

}  // namespace lathe
