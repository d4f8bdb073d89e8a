// The polyphase interpolation, computed for sixteen intervals at a time.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/dsp/true_peak_filter.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>
#include <numbers>
#include <numeric>

#include "core/audio/exact_math.h"
#include "core/audio/simd.h"
#include "core/dsp/window.h"

namespace lathe {
namespace {

constexpr std::size_t kLanes = 16;  ///< intervals computed side by side
constexpr int kGroup = 4;           ///< pairs of phases computed side by side
constexpr int kMaxTaps = 128;

double sinc(double distance) {
  const double x = std::numbers::pi * distance;
  return std::abs(distance) < 1e-12 ? 1 : exact::sin(x) / x;
}

// Sixteen values side by side; the compiler cuts them into whatever vectors the machine has.
typedef float Lanes __attribute__((vector_size(kLanes * sizeof(float))));
typedef int Bits __attribute__((vector_size(kLanes * sizeof(float))));
typedef float Samples
    __attribute__((vector_size(kLanes * sizeof(float)), aligned(4), may_alias));  ///< anywhere in memory

/// Phases p and factor - p mirror each other. With a = (h_p[t] + h_p[T-1-t]) / 2 and b = (h_p[t] - h_p[T-1-t]) / 2, and
/// with the sums and differences of the samples that they meet, S = sum a (x[t] + x[T-1-t]) and D = sum b (x[t] -
/// x[T-1-t]), the two phases are S + D and S - D, and the larger magnitude of the two is |S| + |D|: half the
/// multiplications. `pairs` holds, for each group of four p and for each t < T/2, four a and four b. `blocks` runs of
/// sixteen intervals.
LATHE_VECTOR_CLONES
void intervals(const float* samples, std::size_t blocks, int taps, const float* pairs, int groups, float* peaks) {
  constexpr Bits kMagnitude = Bits{} + 0x7fffffff;
  const int half = taps / 2;
  Lanes even[kMaxTaps / 2], odd[kMaxTaps / 2];
  for (std::size_t block = 0; block < blocks; ++block, samples += kLanes, peaks += kLanes) {
    for (int t = 0; t < half; ++t) {
      const Lanes first = *reinterpret_cast<const Samples*>(samples + t);
      const Lanes last = *reinterpret_cast<const Samples*>(samples + taps - 1 - t);
      even[t] = first + last;
      odd[t] = first - last;
    }
    const Lanes centre = *reinterpret_cast<const Samples*>(samples + half - 1);
    Lanes peak = (Lanes)((Bits)centre & kMagnitude);
    const float* c = pairs;
    for (int g = 0; g < groups; ++g) {
      Lanes s0{}, s1{}, s2{}, s3{}, d0{}, d1{}, d2{}, d3{};
      for (int t = 0; t < half; ++t, c += 2 * kGroup) {
        s0 += c[0] * even[t];
        s1 += c[1] * even[t];
        s2 += c[2] * even[t];
        s3 += c[3] * even[t];
        d0 += c[4] * odd[t];
        d1 += c[5] * odd[t];
        d2 += c[6] * odd[t];
        d3 += c[7] * odd[t];
      }
      const Lanes p0 = (Lanes)((Bits)s0 & kMagnitude) + (Lanes)((Bits)d0 & kMagnitude);
      const Lanes p1 = (Lanes)((Bits)s1 & kMagnitude) + (Lanes)((Bits)d1 & kMagnitude);
      const Lanes p2 = (Lanes)((Bits)s2 & kMagnitude) + (Lanes)((Bits)d2 & kMagnitude);
      const Lanes p3 = (Lanes)((Bits)s3 & kMagnitude) + (Lanes)((Bits)d3 & kMagnitude);
      const Lanes p01 = p0 > p1 ? p0 : p1, p23 = p2 > p3 ? p2 : p3;
      const Lanes p = p01 > p23 ? p01 : p23;
      peak = p > peak ? p : peak;
    }
    *reinterpret_cast<Samples*>(peaks) = peak;
  }
}

}  // namespace

TruePeakFilter::TruePeakFilter(int factor, int taps, double beta)
    : TruePeakFilter(
          factor, taps, [beta](double u) { return besselI0(beta * std::sqrt(1 - u * u)) / besselI0(beta); }, true) {}

TruePeakFilter TruePeakFilter::ebur128(int factor) {
  return {factor, 48 / factor, [](double u) { return raisedCosine(1 - std::abs(u)); }, false};
}

TruePeakFilter::TruePeakFilter(int factor, int taps, const std::function<double(double)>& window, bool isNormalised)
    : factor_(factor), taps_(taps), l1Norm_(1) {
  assert(factor % 2 == 0 && taps % 2 == 0 && taps <= kMaxTaps);
  phases_.resize(static_cast<std::size_t>(factor * taps));
  for (int p = 0; p < factor; ++p) {
    double* h = phases_.data() + p * taps;
    for (int t = 0; t < taps; ++t) {
      const double distance = t - taps / 2 + 1 - static_cast<double>(p) / factor, u = distance / (taps / 2);
      h[t] = std::abs(u) < 1 ? sinc(distance) * window(u) : 0;
    }
    const double gain = isNormalised ? std::accumulate(h, h + taps, 0.0) : 1;
    for (int t = 0; t < taps; ++t) h[t] /= gain;
    l1Norm_ =
        std::max(l1Norm_, std::transform_reduce(h, h + taps, 0.0, std::plus{}, [](double x) { return std::abs(x); }));
  }
  l1Norm_ *= 1 + 1e-5;  // single-precision rounding of 2 * taps operations
  for (int first = 1; first <= factor / 2; first += kGroup)
    for (int t = 0; t < taps / 2; ++t)
      for (const int sign : {1, -1})
        for (int p = first; p < first + kGroup; ++p)
          pairs_.push_back(p <= factor / 2 ? static_cast<float>((phase(p)[t] + sign * phase(p)[taps - 1 - t]) / 2)
                                           : 0.0f);
}

double TruePeakFilter::value(const float* samples, int p) const noexcept {
  return std::inner_product(samples, samples + taps_, phase(p), 0.0);
}

void TruePeakFilter::intervalPeaks(const float* samples, std::size_t count, float* peaks) const noexcept {
  const int groups = (factor_ / 2 + kGroup - 1) / kGroup;
  const std::size_t blocks = count / kLanes, done = blocks * kLanes, rest = count - done;
  intervals(samples, blocks, taps_, pairs_.data(), groups, peaks);
  if (rest == 0) return;
  float padded[kLanes + kMaxTaps] = {};
  float last[kLanes];
  std::copy_n(samples + done, rest + static_cast<std::size_t>(taps_) - 1, padded);
  intervals(padded, 1, taps_, pairs_.data(), groups, last);
  std::copy_n(last, rest, peaks + done);
}

float TruePeakFilter::peak(const float* samples, std::size_t count) const noexcept {
  constexpr std::size_t kRun = 256;
  float peaks[kRun];
  float largest = 0;
  for (std::size_t start = 0; start < count; start += kRun) {
    const std::size_t run = std::min(kRun, count - start);
    intervalPeaks(samples + start, run, peaks);
    largest = std::max(largest, *std::max_element(peaks, peaks + run));
  }
  return largest;
}

}  // namespace lathe
