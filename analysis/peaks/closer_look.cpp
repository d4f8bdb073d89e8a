// Points of the long interpolation filter, first coarse, then around the highest.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/peaks/closer_look.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/audio/simd.h"
#include "core/dsp/true_peak_filter.h"

namespace lathe::analysis {
namespace {

constexpr int kPoints = 32;  ///< to a sample
constexpr int kTaps = 128;
constexpr int kCoarse = 4;
constexpr int kFirst = -kCoarse, kLast = kPoints + kCoarse;
constexpr std::size_t kLanes = 8;

typedef double Lanes __attribute__((vector_size(kLanes * sizeof(double))));
typedef double Coefficients __attribute__((vector_size(kLanes * sizeof(double)), aligned(8), may_alias));
typedef float Samples __attribute__((vector_size(kLanes * sizeof(float)), aligned(4), may_alias));

const TruePeakFilter& filter() {
  static const TruePeakFilter reference = TruePeakFilter::reference();
  return reference;
}

/// Magnitudes at points first, first + step, ... up to `last`, counted in 1/32 of a sample.
LATHE_VECTOR_CLONES
void heights(const float* samples, const double* phases, int first, int last, int step, double* out) {
  for (int point = first; point <= last; point += step) {
    const int whole = point < 0 ? -1 : point / kPoints, phase = point - whole * kPoints;
    const float* x = samples + whole - (kTaps / 2 - 1);
    const double* h = phases + phase * kTaps;
    Lanes even{}, odd{};
    for (int t = 0; t < kTaps; t += 2 * static_cast<int>(kLanes)) {
      even += __builtin_convertvector(*reinterpret_cast<const Samples*>(x + t), Lanes) *
              *reinterpret_cast<const Coefficients*>(h + t);
      odd += __builtin_convertvector(*reinterpret_cast<const Samples*>(x + t + kLanes), Lanes) *
             *reinterpret_cast<const Coefficients*>(h + t + kLanes);
    }
    const Lanes sum = even + odd;
    *out++ = std::abs(((sum[0] + sum[4]) + (sum[2] + sum[6])) + ((sum[1] + sum[5]) + (sum[3] + sum[7])));
  }
}

}  // namespace

HighPoint closerLook(const float* samples) noexcept {
  const double* phases = filter().phase(0);
  std::array<double, (kLast - kFirst) / kCoarse + 1> coarse;
  heights(samples, phases, kFirst, kLast, kCoarse, coarse.data());
  const auto highest = std::ranges::max_element(coarse) - coarse.begin();
  const int centre = kFirst + kCoarse * static_cast<int>(highest);
  std::array<double, 2 * kCoarse + 1> fine;  // from one coarse point before the highest to one behind it
  heights(samples, phases, centre - kCoarse, centre + kCoarse, 1, fine.data());
  const auto top = std::ranges::max_element(fine);
  HighPoint point{*top, static_cast<double>(centre - kCoarse + (top - fine.begin())) / kPoints};
  if (top == fine.begin() || top + 1 == fine.end()) return point;
  const double before = top[-1], after = top[1], bend = before - 2 * *top + after;
  if (bend < 0) {
    point.value -= (after - before) * (after - before) / (8 * bend);
    point.position += 0.5 * (before - after) / bend / kPoints;
  }
  return point;
}

}  // namespace lathe::analysis
