// The rules of measuring for one sample, one stretch, one interval and one bin, on the host and on a device.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/fft/host_device.h"

namespace lathe {

/// Where cell `cell` of a grid of `perSecond` equal cells begins, to the nearest frame.
LATHE_HOST_DEVICE std::uint32_t gridStart(std::uint32_t cell, std::uint32_t sampleRate, std::uint32_t perSecond) {
  return static_cast<std::uint32_t>((static_cast<std::uint64_t>(cell) * sampleRate + perSecond / 2) / perSecond);
}

/// Two sections one after the other, in transposed direct form II; the second one's numerator is 1, -2, 1, whose gain
/// is left for the energy.
struct WeightingFilter {
  double b0 = 1, b1 = 0, b2 = 0, a1 = 0, a2 = 0;
  double passA1 = 0, passA2 = 0;
};

struct WeightingState {
  double shelf1 = 0, shelf2 = 0, pass1 = 0, pass2 = 0;
};

/// The next sample through both sections.
LATHE_HOST_DEVICE double weighted(const WeightingFilter& filter, double x, WeightingState& s) {
  const double head = filter.b0 * x + s.shelf1;
  s.shelf1 = (filter.b1 * x + s.shelf2) - filter.a1 * head;
  s.shelf2 = filter.b2 * x - filter.a2 * head;
  const double out = head + s.pass1;
  s.pass1 = (s.pass2 - (head + head)) - filter.passA1 * out;
  s.pass2 = head - filter.passA2 * out;
  return out;
}

/// A walk over one stretch of a channel: warm up over the frames before it, then add up the energy of each cell.
struct StretchWalk {
  WeightingState state;
  double energy = 0;
  std::uint32_t warming = 0;  ///< frames of warm-up to come
  std::uint32_t frame = 0;    ///< of the block, behind the warm-up
  std::uint32_t cell = 0, cellEnd = 0, lastCell = 0;
};

LATHE_HOST_DEVICE StretchWalk stretchWalk(std::uint32_t firstCell, std::uint32_t cells, std::uint32_t warmUp,
                                          std::uint32_t sampleRate) {
  StretchWalk walk;
  walk.warming = warmUp;
  walk.frame = gridStart(firstCell, sampleRate, 400);
  walk.cell = firstCell;
  walk.cellEnd = gridStart(firstCell + 1, sampleRate, 400);
  walk.lastCell = firstCell + cells;
  return walk;
}

/// Takes the next sample; what comes behind the last cell changes nothing.
LATHE_HOST_DEVICE void walkOn(const WeightingFilter& filter, float sample, std::uint32_t sampleRate, StretchWalk& walk,
                              double* cells) {
  if (walk.cell == walk.lastCell) return;
  const double out = weighted(filter, sample, walk.state);
  if (walk.warming > 0) {
    --walk.warming;
    return;
  }
  walk.energy += out * out;
  if (++walk.frame < walk.cellEnd) return;
  cells[walk.cell] = walk.energy;
  walk.energy = 0;
  ++walk.cell;
  walk.cellEnd = gridStart(walk.cell + 1, sampleRate, 400);
}

/// Interpolation by eight points to a sample and 40 taps, and the four phases of BS.1770-5 Annex 2. Phases that mirror
/// each other are kept as half sums and half differences: the larger magnitude of the two is |S| + |D|.
struct PeakScan {
  static constexpr int halfTaps = 20, pairs = 4, annexHalfTaps = 6;
  float sums[halfTaps][pairs] = {}, differences[halfTaps][pairs] = {};
  float outerSums[annexHalfTaps] = {}, outerDifferences[annexHalfTaps] = {};
  float innerSums[annexHalfTaps] = {}, innerDifferences[annexHalfTaps] = {};
};

LATHE_HOST_DEVICE float sizeOf(float x) { return x < 0 ? -x : x; }
LATHE_HOST_DEVICE float larger(float a, float b) { return a > b ? a : b; }

LATHE_HOST_DEVICE void addProduct(float& sum, float factor, float x) { sum += factor * x; }

/// The highest of eight points from samples[0] up to the next one; reads samples[-19] to samples[20]. `Value` is what
/// `sampleAt(n)` gives: a sample for one interval, or a row of samples for as many intervals side by side, with
/// +, -, sizeOf(), larger() and addProduct() of its own.
template <class Value, class SampleAt>
LATHE_HOST_DEVICE Value intervalPeak(const PeakScan& scan, const SampleAt& sampleAt) {
  Value s[PeakScan::pairs] = {}, d[PeakScan::pairs] = {};
  for (int t = 0; t < PeakScan::halfTaps; ++t) {
    const Value first = sampleAt(t - (PeakScan::halfTaps - 1)), last = sampleAt(PeakScan::halfTaps - t);
    const Value sum = first + last, difference = first - last;
    for (int p = 0; p < PeakScan::pairs; ++p) {
      addProduct(s[p], scan.sums[t][p], sum);
      addProduct(d[p], scan.differences[t][p], difference);
    }
  }
  Value peak = sizeOf(sampleAt(0));
  for (int p = 0; p < PeakScan::pairs; ++p) peak = larger(peak, sizeOf(s[p]) + sizeOf(d[p]));
  return peak;
}

/// What the 4x meter of BS.1770-5 Annex 2 reads there; reads samples[-5] to samples[6].
template <class Value, class SampleAt>
LATHE_HOST_DEVICE Value annex2IntervalPeak(const PeakScan& scan, const SampleAt& sampleAt) {
  Value outerSum = {}, outerDifference = {}, innerSum = {}, innerDifference = {};
  for (int t = 0; t < PeakScan::annexHalfTaps; ++t) {
    const Value first = sampleAt(t - (PeakScan::annexHalfTaps - 1)), last = sampleAt(PeakScan::annexHalfTaps - t);
    const Value sum = first + last, difference = first - last;
    addProduct(outerSum, scan.outerSums[t], sum);
    addProduct(outerDifference, scan.outerDifferences[t], difference);
    addProduct(innerSum, scan.innerSums[t], sum);
    addProduct(innerDifference, scan.innerDifferences[t], difference);
  }
  return larger(sizeOf(outerSum) + sizeOf(outerDifference), sizeOf(innerSum) + sizeOf(innerDifference));
}

/// Both for one interval.
LATHE_HOST_DEVICE float intervalPeak(const PeakScan& scan, const float* samples) {
  return intervalPeak<float>(scan, [samples](int n) { return samples[n]; });
}
LATHE_HOST_DEVICE float annex2IntervalPeak(const PeakScan& scan, const float* samples) {
  return annex2IntervalPeak<float>(scan, [samples](int n) { return samples[n]; });
}

/// Sums over the samples of one bin; of one lane of it, or of all.
struct BinSums {
  double sum = 0, squares = 0, product = 0;
  float peak = 0;
  bool differs = false;
};

/// Every eighth sample from `lane` on, of the whole groups of eight among `count`. `other`: the channel that products
/// and differences are taken with.
LATHE_HOST_DEVICE BinSums binLane(const float* samples, const float* other, std::uint32_t count, std::uint32_t lane) {
  BinSums bin;
  for (std::uint32_t i = lane; i < count / 8 * 8; i += 8) {
    const double x = samples[i];
    bin.sum += x;
    bin.squares += x * x;
    bin.product += static_cast<double>(other[i]) * x;
    bin.peak = larger(bin.peak, sizeOf(samples[i]));
    bin.differs = bin.differs || samples[i] != other[i];
  }
  return bin;
}

/// The eight lanes together, and the last few samples one by one.
LATHE_HOST_DEVICE BinSums binTotal(const BinSums* lanes, const float* samples, const float* other,
                                   std::uint32_t count) {
  BinSums bin;
  bin.sum = ((lanes[0].sum + lanes[4].sum) + (lanes[2].sum + lanes[6].sum)) +
            ((lanes[1].sum + lanes[5].sum) + (lanes[3].sum + lanes[7].sum));
  bin.squares = ((lanes[0].squares + lanes[4].squares) + (lanes[2].squares + lanes[6].squares)) +
                ((lanes[1].squares + lanes[5].squares) + (lanes[3].squares + lanes[7].squares));
  bin.product = ((lanes[0].product + lanes[4].product) + (lanes[2].product + lanes[6].product)) +
                ((lanes[1].product + lanes[5].product) + (lanes[3].product + lanes[7].product));
  for (int lane = 0; lane < 8; ++lane) {
    bin.peak = larger(bin.peak, lanes[lane].peak);
    bin.differs = bin.differs || lanes[lane].differs;
  }
  for (std::uint32_t i = count / 8 * 8; i < count; ++i) {
    const double x = samples[i];
    bin.sum += x;
    bin.squares += x * x;
    bin.product += static_cast<double>(other[i]) * x;
    bin.peak = larger(bin.peak, sizeOf(samples[i]));
    bin.differs = bin.differs || samples[i] != other[i];
  }
  return bin;
}

}  // namespace lathe
