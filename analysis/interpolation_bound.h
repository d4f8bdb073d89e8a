// How high a signal can rise between its samples: a bound that spares most of the interpolation.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>

#include "core/dsp/true_peak_filter.h"

namespace lathe::analysis {

/// Largest magnitudes of a run of samples, of their first differences and of their second differences.
struct RunExtremes {
  float sample = 0;
  float slope = 0;
  float bend = 0;
};

/// Of `count` samples; differences are taken within the run.
RunExtremes extremesOf(const float* samples, std::size_t count);

/// A bound on a TruePeakFilter's output. Its phases are straight lines from one sample to the next plus a rest that
/// vanishes on straight lines up to a small first moment; summed twice, the rest acts on second differences. So
///   |output| <= max |x| + firstMoment * max |x'| + bendNorm * max |x''|
/// and music, whose second differences are small, is bounded far more tightly than by the filter's L1 norm (2.4).
/// The smaller of the two bounds is given, with room for single-precision rounding.
class InterpolationBound {
 public:
  /// `filter`: with phases of gain 1 at 0 Hz.
  explicit InterpolationBound(const TruePeakFilter& filter);
  /// `run`: extremes over all samples that the outputs in question read.
  float over(const RunExtremes& run) const noexcept;
  double bendNorm() const noexcept { return bendNorm_; }

 private:
  double l1Norm_;
  double firstMoment_ = 0;
  double bendNorm_ = 0;
};

}  // namespace lathe::analysis
