// The norms of the interpolation's rest, and the extremes of a run.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/interpolation_bound.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/dsp/simd.h"

namespace lathe::analysis {
namespace {

constexpr std::size_t kLanes = 16;

typedef float Lanes __attribute__((vector_size(kLanes * sizeof(float))));
typedef int Bits __attribute__((vector_size(kLanes * sizeof(float))));
typedef float Samples __attribute__((vector_size(kLanes * sizeof(float)), aligned(4), may_alias));

/// Of `blocks` runs of sixteen samples, and of the two samples behind them.
LATHE_VECTOR_CLONES
void laneExtremes(const float* samples, std::size_t blocks, float* extremes) {
  constexpr Bits kMagnitude = Bits{} + 0x7fffffff;
  Lanes sample{}, slope{}, bend{};
  for (std::size_t i = 0; i < blocks; ++i, samples += kLanes) {
    const Lanes x0 = *reinterpret_cast<const Samples*>(samples);
    const Lanes x1 = *reinterpret_cast<const Samples*>(samples + 1);
    const Lanes x2 = *reinterpret_cast<const Samples*>(samples + 2);
    const Lanes d0 = x1 - x0, d1 = x2 - x1;
    const Lanes a = (Lanes)((Bits)x0 & kMagnitude), b = (Lanes)((Bits)d0 & kMagnitude);
    const Lanes c = (Lanes)((Bits)(d1 - d0) & kMagnitude);
    sample = a > sample ? a : sample;
    slope = b > slope ? b : slope;
    bend = c > bend ? c : bend;
  }
  *reinterpret_cast<Samples*>(extremes) = sample;
  *reinterpret_cast<Samples*>(extremes + kLanes) = slope;
  *reinterpret_cast<Samples*>(extremes + 2 * kLanes) = bend;
}

}  // namespace

RunExtremes extremesOf(const float* samples, std::size_t count) {
  const std::size_t blocks = count < 2 ? 0 : (count - 2) / kLanes;
  float lanes[3 * kLanes] = {};
  laneExtremes(samples, blocks, lanes);
  RunExtremes run{*std::max_element(lanes, lanes + kLanes), *std::max_element(lanes + kLanes, lanes + 2 * kLanes),
                  *std::max_element(lanes + 2 * kLanes, lanes + 3 * kLanes)};
  for (std::size_t i = blocks * kLanes; i < count; ++i) {
    run.sample = std::max(run.sample, std::abs(samples[i]));
    if (i + 1 < count) run.slope = std::max(run.slope, std::abs(samples[i + 1] - samples[i]));
    if (i + 2 < count) run.bend = std::max(run.bend, std::abs((samples[i + 2] - samples[i + 1]) - (samples[i + 1] - samples[i])));
  }
  return run;
}

InterpolationBound::InterpolationBound(const TruePeakFilter& filter) : l1Norm_(filter.l1Norm()) {
  const int taps = filter.taps(), here = taps / 2 - 1;
  for (int p = 0; p < filter.factor(); ++p) {
    std::vector<double> rest(filter.phase(p), filter.phase(p) + taps);
    const double fraction = static_cast<double>(p) / filter.factor();
    rest[static_cast<std::size_t>(here)] -= 1 - fraction;
    rest[static_cast<std::size_t>(here) + 1] -= fraction;
    double once = 0, moment = 0;
    for (auto& r : rest) {
      r = once += r;
      moment += r;
    }
    rest[static_cast<std::size_t>(here)] -= moment;
    double twice = 0, norm = 0;
    for (const double r : rest) norm += std::abs(twice += r);
    firstMoment_ = std::max(firstMoment_, std::abs(moment));
    bendNorm_ = std::max(bendNorm_, norm);
  }
}

float InterpolationBound::over(const RunExtremes& run) const noexcept {
  constexpr double kRounding = 1e-5;  // of a sum of a few dozen products in single precision, relative to the largest sample
  const double byBend = run.sample * (1 + kRounding) + firstMoment_ * run.slope + bendNorm_ * run.bend;
  return static_cast<float>(std::min(byBend, l1Norm_ * run.sample) * (1 + 1e-6));
}

}  // namespace lathe::analysis
