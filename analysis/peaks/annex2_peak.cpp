// The table of BS.1770-5 Annex 2 and its polyphase interpolation, sixteen intervals at a time.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/peaks/annex2_peak.h"

#include <array>

#include "core/audio/simd.h"

namespace lathe::analysis {
namespace {

constexpr std::size_t kTaps = Annex2Peak::kTaps, kLanes = 16;

typedef float Lanes __attribute__((vector_size(kLanes * sizeof(float))));
typedef int Bits __attribute__((vector_size(kLanes * sizeof(float))));
typedef float Samples __attribute__((vector_size(kLanes * sizeof(float)), aligned(4), may_alias));

/// Phases 0 and 1 of the table, turned so that the newest sample comes last; phases 3 and 2 are their mirror images.
using Phase = std::array<double, kTaps>;
constexpr Phase kOuter = {-0.0083007812500, 0.0148925781250,  -0.0266113281250, 0.0476074218750,
                          -0.1022949218750, 0.9721679687500,  0.1373291015625,  -0.0594482421875,
                          0.0332031250000,  -0.0196533203125, 0.0109863281250,  0.0017089843750};
constexpr Phase kInner = {-0.0189208984375, 0.0330810546875,  -0.0582275390625, 0.1015625000000,
                          -0.2003173828125, 0.7797851562500,  0.4650878906250,  -0.1665039062500,
                          0.0891113281250,  -0.0517578125000, 0.0292968750000,  -0.0291748046875};

using Halves = Annex2Peak::Halves;

constexpr Halves halvesOf(const Phase& phase) {
  Halves halves{};
  for (std::size_t t = 0; t < kTaps / 2; ++t) {
    halves.sum[t] = static_cast<float>((phase[t] + phase[kTaps - 1 - t]) / 2);
    halves.difference[t] = static_cast<float>((phase[t] - phase[kTaps - 1 - t]) / 2);
  }
  return halves;
}

constexpr Halves kOuterHalves = halvesOf(kOuter), kInnerHalves = halvesOf(kInner);

/// Of `blocks` runs of sixteen intervals, from the oldest sample that the first reads.
LATHE_VECTOR_CLONES
float highestOf(const float* samples, std::size_t blocks, float highest) {
  constexpr Bits kMagnitude = Bits{} + 0x7fffffff;
  Lanes peak = Lanes{} + highest;
  for (std::size_t block = 0; block < blocks; ++block, samples += kLanes) {
    Lanes outerSum{}, outerDifference{}, innerSum{}, innerDifference{};
    for (std::size_t t = 0; t < kTaps / 2; ++t) {
      const Lanes first = *reinterpret_cast<const Samples*>(samples + t);
      const Lanes last = *reinterpret_cast<const Samples*>(samples + kTaps - 1 - t);
      const Lanes sum = first + last, difference = first - last;
      outerSum += kOuterHalves.sum[t] * sum;
      outerDifference += kOuterHalves.difference[t] * difference;
      innerSum += kInnerHalves.sum[t] * sum;
      innerDifference += kInnerHalves.difference[t] * difference;
    }
    const Lanes outer = (Lanes)((Bits)outerSum & kMagnitude) + (Lanes)((Bits)outerDifference & kMagnitude);
    const Lanes inner = (Lanes)((Bits)innerSum & kMagnitude) + (Lanes)((Bits)innerDifference & kMagnitude);
    const Lanes both = outer > inner ? outer : inner;
    peak = both > peak ? both : peak;
  }
  for (std::size_t lane = 0; lane < kLanes; ++lane) highest = peak[lane] > highest ? peak[lane] : highest;
  return highest;
}

const InterpolationBound& bound() {
  static const InterpolationBound all({{kOuter.begin(), kOuter.end()},
                                       {kInner.begin(), kInner.end()},
                                       {kInner.rbegin(), kInner.rend()},
                                       {kOuter.rbegin(), kOuter.rend()}},
                                      {0.125, 0.375, 0.625, 0.875});
  return all;
}

}  // namespace

void Annex2Peak::scan(const float* samples, std::size_t count) {
  highest_ = highestOf(samples - kBefore, (count + kLanes - 1) / kLanes, highest_);
}

Annex2Peak::Halves Annex2Peak::outerHalves() noexcept { return kOuterHalves; }
Annex2Peak::Halves Annex2Peak::innerHalves() noexcept { return kInnerHalves; }

bool Annex2Peak::isSpared(const RunExtremes& run) const noexcept { return bound().over(run) <= highest_; }

}  // namespace lathe::analysis
