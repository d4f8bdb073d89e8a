// How high a signal can rise between its samples: a bound that spares most of the interpolation.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

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

/// A bound on an interpolation filter's output. Its phases are straight lines from one sample to the next, times their
/// gain at 0 Hz, plus a rest that vanishes on straight lines up to a small first moment; summed twice, the rest acts on
/// second differences. So
///   |output| <= gain * max |x| + firstMoment * max |x'| + bendNorm * max |x''|
/// and music, whose second differences are small, is bounded far more tightly than by the filter's L1 norm (2.4).
/// The smaller of the two bounds is given, with room for single-precision rounding.
class InterpolationBound {
 public:
  explicit InterpolationBound(const TruePeakFilter& filter);
  /// Phases of an even number of taps, oldest sample first, and how far each lies from the first of the two samples in
  /// the middle to the second, 0 to 1.
  InterpolationBound(const std::vector<std::vector<double>>& phases, const std::vector<double>& fractions);
  /// `run`: extremes over all samples that the outputs in question read.
  float over(const RunExtremes& run) const noexcept {
    // Of a sum of a few dozen products in single precision, relative to the largest sample; the bound's own included.
    constexpr float kRounding = 1.2e-5f;
    const float byBend = run.sample * (gain_ + kRounding) + firstMoment_ * run.slope + bendNorm_ * run.bend;
    return std::min(byBend, (l1Norm_ + kRounding) * run.sample) * (1 + 1e-6f);
  }
  float bendNorm() const noexcept { return bendNorm_; }

 private:
  void include(std::vector<double> phase, double fraction);

  float l1Norm_ = 1;
  float gain_ = 1;
  float firstMoment_ = 0;
  float bendNorm_ = 0;
};

}  // namespace lathe::analysis
