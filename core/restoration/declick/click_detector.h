// Where clicks may be: runs of samples that a short autoregressive model does not expect, and exactly how far they go.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/restoration/declick/click_equations.h"
#include "core/restoration/declick/click_scan.h"
#include "core/restoration/declick/click_span.h"

namespace lathe {

/// A run that may be a click, with what was added to the sound there as far as the short model can tell.
struct ClickCandidate {
  ClickSpan span;
  double evidence = 0;    ///< excitation energy that goes with the run's samples, in units of the local variance
  double strongest = 0;   ///< the largest share of that energy of one sample
  double prominence = 0;  ///< largest in the run
};

/// Finds such runs. Their ends are where one more free sample no longer explains more of the excitation than chance
/// would (see ClickEquations).
/// Holds the room it needs; one thread at a time.
class ClickDetector {
 public:
  /// For runs of up to `longest` samples.
  ClickDetector(std::size_t longest, std::size_t factor);

  /// Runs of `x` that start from `from` on and before `to` and stand out by more than `threshold`; none is longer than
  /// the longest. Allocates nothing as long as `found` has room.
  void operator()(const ClickScan& scan, std::span<const double> x, double threshold, std::size_t from, std::size_t to,
                  std::vector<ClickCandidate>& found) noexcept;

  /// What the short model says was added over a candidate's samples, written to `shape` (as many).
  void shapeOf(const ClickScan& scan, std::span<const double> x, const ClickSpan& span,
               std::span<double> shape) noexcept;
  /// The prediction error of x over `count` samples from `start` on, by the model at `place`.
  void errorOf(const ClickScan& scan, std::span<const double> x, std::size_t place, std::size_t start,
               std::span<double> out) const noexcept;
  /// The most samples that a candidate can have.
  std::size_t most() const noexcept { return most_; }
  /// Runs of up to that many samples, at most as many as at first.
  void setLongest(std::size_t longest) noexcept { longest_ = longest < room_ ? longest : room_; }

 private:
  /// The right side of the equations of `span`, and the correlation of the model in their middle.
  void setUp(const ClickScan& scan, std::span<const double> x, const ClickSpan& span) noexcept;
  void trim(const ClickScan& scan, std::span<const double> x, const ClickSpan& loud,
            ClickCandidate& candidate) noexcept;

  std::size_t room_, longest_, factor_, most_;
  ClickEquations equations_;
  std::vector<double> correlation_, error_, gradient_, solved_;
};

}  // namespace lathe
