// The norms of the interpolation's rest, and the extremes of a run.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/peaks/interpolation_bound.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

#include "core/audio/simd.h"

namespace lathe::analysis {
namespace {

constexpr std::size_t kLanes = 16;

typedef float Lanes __attribute__((vector_size(kLanes * sizeof(float))));
typedef int Bits __attribute__((vector_size(kLanes * sizeof(float))));
typedef float Samples __attribute__((vector_size(kLanes * sizeof(float)), aligned(4), may_alias));

typedef float Half __attribute__((vector_size(8 * sizeof(float))));
typedef float Quarter __attribute__((vector_size(4 * sizeof(float))));

[[gnu::always_inline]] inline float largest(const Lanes& x) {
  const Half a = __builtin_shufflevector(x, x, 0, 1, 2, 3, 4, 5, 6, 7);
  const Half b = __builtin_shufflevector(x, x, 8, 9, 10, 11, 12, 13, 14, 15);
  const Half h = a > b ? a : b;
  const Quarter c = __builtin_shufflevector(h, h, 0, 1, 2, 3), d = __builtin_shufflevector(h, h, 4, 5, 6, 7);
  const Quarter q = c > d ? c : d;
  return std::max(std::max(q[0], q[1]), std::max(q[2], q[3]));
}

/// Of `count` samples, at least kLanes + 2. The last sixteen may overlap those before them: a maximum does not mind.
LATHE_VECTOR_CLONES
RunExtremes longRun(const float* samples, std::size_t count) {
  constexpr Bits kMagnitude = Bits{} + 0x7fffffff;
  const std::size_t last = count - kLanes - 2;
  Lanes sample{}, slope{}, bend{};
  for (std::size_t i = 0;; i = std::min(i + kLanes, last)) {
    const Lanes x0 = *reinterpret_cast<const Samples*>(samples + i);
    const Lanes x1 = *reinterpret_cast<const Samples*>(samples + i + 1);
    const Lanes x2 = *reinterpret_cast<const Samples*>(samples + i + 2);
    const Lanes d0 = x1 - x0, d1 = x2 - x1;
    const Lanes a = (Lanes)((Bits)x0 & kMagnitude), b = (Lanes)((Bits)d0 & kMagnitude);
    const Lanes c = (Lanes)((Bits)(d1 - d0) & kMagnitude);
    sample = a > sample ? a : sample;
    slope = b > slope ? b : slope;
    bend = c > bend ? c : bend;
    if (i == last) break;
  }
  return {largest(sample), largest(slope), largest(bend)};
}

/// To single precision, and up.
float rounded(double x) { return static_cast<float>(x * (1 + 1e-7)); }

}  // namespace

RunExtremes extremesOf(const float* samples, std::size_t count) {
  // What the long run does not see: the last two samples and the difference between them.
  RunExtremes run;
  std::size_t i = 0;
  if (count >= kLanes + 2) {
    run = longRun(samples, count);
    i = count - 2;
  }
  for (; i < count; ++i) {
    run.sample = std::max(run.sample, std::abs(samples[i]));
    if (i + 1 < count) run.slope = std::max(run.slope, std::abs(samples[i + 1] - samples[i]));
    if (i + 2 < count)
      run.bend = std::max(run.bend, std::abs((samples[i + 2] - samples[i + 1]) - (samples[i + 1] - samples[i])));
  }
  return run;
}

InterpolationBound::InterpolationBound(const TruePeakFilter& filter) {
  for (int p = 0; p < filter.factor(); ++p)
    include({filter.phase(p), filter.phase(p) + filter.taps()}, static_cast<double>(p) / filter.factor());
}

InterpolationBound::InterpolationBound(const std::vector<std::vector<double>>& phases,
                                       const std::vector<double>& fractions) {
  assert(phases.size() == fractions.size());
  for (std::size_t p = 0; p < phases.size(); ++p) include(phases[p], fractions[p]);
}

void InterpolationBound::include(std::vector<double> rest, double fraction) {
  double gain = 0, l1 = 0;
  for (const double h : rest) gain += h, l1 += std::abs(h);
  gain_ = std::max(gain_, rounded(gain));
  l1Norm_ = std::max(l1Norm_, rounded(l1));
  const std::size_t here = rest.size() / 2 - 1;
  rest[here] -= gain * (1 - fraction);
  rest[here + 1] -= gain * fraction;
  double once = 0, moment = 0;
  for (double& r : rest) {
    r = once += r;
    moment += r;
  }
  rest[here] -= moment;
  double twice = 0, norm = 0;
  for (const double r : rest) norm += std::abs(twice += r);
  firstMoment_ = std::max(firstMoment_, rounded(std::abs(moment)));
  bendNorm_ = std::max(bendNorm_, rounded(norm));
}

}  // namespace lathe::analysis
