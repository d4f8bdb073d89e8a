// Noise suppression: the rules for one bin and its neighbourhood, and the contract of whole frame loops on a device.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <chrono>
#include <cmath>
#include <cstddef>
#include <vector>

#include "core/audio/audio_buffer.h"
#include "core/compute/ops/run_times.h"
#include "core/compute/ops/stft.h"
#include "core/fft/complex.h"
#include "core/fft/exact_functions.h"
#include "core/fft/host_device.h"

namespace lathe {

struct Status;

/// dBFS: how near two backends are, as long as no bin lies on a threshold to the last bit.
inline constexpr double kSuppressionParity = -100;

/// Squared magnitude.
LATHE_HOST_DEVICE float powerOf(Complex<float> bin) { return fusedMultiplyAdd(bin.re, bin.re, bin.im * bin.im); }

/// Wiener's gain for a ratio of sound power to noise power, the noise weighed `caution` times.
LATHE_HOST_DEVICE float wienerGain(float ratio, float caution) { return ratio / (ratio + caution); }

/// First gain of a bin from the mean power around it, in units of the noise: nothing below `threshold`, where noise
/// alone may reach; above it what exceeds the noise (block thresholding by Stein's risk: Yu, Mallat, Bacry 2008, IEEE
/// TSP 56(5); here with a neighbourhood that moves with the bin).
LATHE_HOST_DEVICE float neighbourhoodGain(float mean, float threshold, float caution) {
  return mean > threshold ? wienerGain(mean - 1.0f, caution) : 0.0f;
}

/// The next gain from the sound power that the gains so far let through around the bin: the empirical Wiener filter,
/// and, where it is repeated, what the decision-directed ratio of Ephraim and Malah 1984 settles at.
LATHE_HOST_DEVICE float refinedGain(float meanOfPassed, float caution) { return wienerGain(meanOfPassed, caution); }

/// Exponential of -x for 0 <= x, within 2e-7 of it: the same bits wherever it is compiled.
LATHE_HOST_DEVICE float decay(float x) {
  if (x > 80.0f) return 0.0f;
  const float y = x * (1.0f / 32.0f);  // exp(-x) = exp(-x/32)^32
  float e = fusedMultiplyAdd(
      y,
      fusedMultiplyAdd(
          y, fusedMultiplyAdd(y, fusedMultiplyAdd(y, fusedMultiplyAdd(y, 1.0f / 120, 1.0f / 24), 1.0f / 6), 0.5f),
          1.0f),
      1.0f);
  e *= e, e *= e, e *= e, e *= e, e *= e;
  return 1.0f / e;
}

/// The gain of the log-spectral amplitude estimator (Ephraim, Malah 1985), xi / (1 + xi) * exp(E1(v) / 2) with
/// v = gamma xi / (1 + xi), at most 1. `xi` is the ratio expected before, `gamma` the power of the bin over the noise.
/// E1 by its series up to 1 and by the rational approximation of Abramowitz and Stegun 5.1.56 above.
LATHE_HOST_DEVICE float logSpectralGain(float xi, float gamma) {
  const float wiener = xi / (1.0f + xi), v = fmaxf(gamma * wiener, 1e-6f);
  float e1;
  if (v < 1.0f) {
    e1 = -logarithmOf(v) - 0.57721566f +
         v * (0.99999193f + v * (-0.24991055f + v * (0.05519968f + v * (-0.00976004f + v * 0.00107857f))));
  } else {
    const float top = v * (v * (v * (v + 8.5733287401f) + 18.0590169730f) + 8.6347608925f) + 0.2677737343f;
    const float below = v * (v * (v * (v + 9.5733223454f) + 25.6329561486f) + 21.0996530827f) + 3.9584969228f;
    e1 = top / (below * v) * decay(v);
  }
  return fminf(wiener * exponentialOf(0.5f * e1), 1.0f);
}

/// The decision-directed ratio (Ephraim, Malah 1984): the last frame's estimate and this frame's, never below `least`.
LATHE_HOST_DEVICE float decisionDirectedRatio(float lastGain, float lastGamma, float gamma, float alpha, float least) {
  return fmaxf(alpha * lastGain * lastGain * lastGamma + (1.0f - alpha) * fmaxf(gamma - 1.0f, 0.0f), least);
}

/// Mean of bin `k` over the rows around row `i` of `count`, `reach` to either side; the ends count for rows beyond.
LATHE_HOST_DEVICE float meanOverFrames(const float* rows, std::size_t stride, std::size_t count, std::size_t i,
                                       int reach, std::size_t k) {
  const auto at = [&](int d) {
    std::ptrdiff_t row = static_cast<std::ptrdiff_t>(i) + d;
    const auto last = static_cast<std::ptrdiff_t>(count) - 1;
    row = row < 0 ? 0 : row > last ? last : row;
    return rows[static_cast<std::size_t>(row) * stride + k];
  };
  const float share = 1.0f / static_cast<float>(2 * reach + 1);
  float mean = share * at(-reach);
  int d = 1 - reach;
  for (; d + 3 <= reach; d += 4) mean += share * ((at(d) + at(d + 1)) + (at(d + 2) + at(d + 3)));
  for (; d + 1 <= reach; d += 2) mean += share * (at(d) + at(d + 1));
  return mean;
}

/// Mean of a row around bin `k`; the ends count for bins beyond them.
LATHE_HOST_DEVICE float meanOverBins(const float* row, std::size_t bins, std::size_t k, int reach) {
  if (reach == 0) return row[k];
  float sum = 0;
  for (int d = -reach; d <= reach; ++d) {
    const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(k) + d, last = static_cast<std::ptrdiff_t>(bins) - 1;
    sum += row[at < 0 ? 0 : at > last ? last : at];
  }
  return sum * (1.0f / static_cast<float>(2 * reach + 1));
}

/// What one channel adds to a group's power.
LATHE_HOST_DEVICE float scaledPower(Complex<float> bin, float scale) {
  return scale * (bin.re * bin.re + bin.im * bin.im);
}

/// How an attack is told: its power over that of a few frames before.
struct Attack {
  static constexpr int reach = 4;   ///< bins to either side for a single frame's mean
  static constexpr int later = 3;   ///< frames back to those that it is compared with
  static constexpr float rise = 6;  ///< power over theirs
};

/// The larger of a gain and of what an attack earns, `share` of it.
LATHE_HOST_DEVICE float gainWithAttack(float gain, float mean, float before, float threshold, float caution,
                                       float share) {
  const float least = Attack::rise * (before > 1.0f ? before : 1.0f);
  const float attack = mean > least ? share * neighbourhoodGain(mean, threshold, caution) : 0.0f;
  return gain > attack ? gain : attack;
}

/// What a gain lets through of a bin's power.
LATHE_HOST_DEVICE float passedPower(float gain, float power) { return gain * gain * power; }

/// What is taken away of a bin under a gain of at least `floor`, in a window that has `share` of the result.
LATHE_HOST_DEVICE float removedPart(float gain, float floor, float share) {
  const float kept = gain > floor ? gain : floor;
  return (1.0f - kept) * share;
}

/// How far a mean reaches to either side.
struct SuppressionArea {
  static constexpr int longest = 12;  ///< frames at most
  int frames = 0, bins = 0;
};

/// Channels that share their gains, with what every bin of them needs; see DenoiseGroup. Each channel is in one group.
struct SuppressionGroup {
  std::vector<int> channels;
  std::vector<std::vector<float>> scale;  ///< [channel of the group][bin]
  std::vector<float> threshold, burst, caution, floor;
};

/// Frames of `size` samples, a quarter of it apart, under `analysis` and `synthesis`.
struct SuppressionSpec {
  int channels = 1;
  std::size_t size = 2048;
  std::vector<float> analysis, synthesis;
  SuppressionArea first;
  std::vector<SuppressionArea> refining;
  std::vector<float> share;
  std::vector<SuppressionGroup> groups;
  float transients = 0;

  std::size_t hop() const noexcept { return size / 4; }
  std::size_t bins() const noexcept { return size / 2 + 1; }
  std::size_t span(std::size_t frames) const noexcept { return frames == 0 ? 0 : (frames - 1) * hop() + size; }
  /// Frames to either side of a frame that its gains depend on.
  int reach() const noexcept {
    int frames = first.frames > Attack::later + 1 ? first.frames : Attack::later + 1;
    for (const SuppressionArea& area : refining) frames += area.frames;
    return frames;
  }
};

/// Frames that follow each other, and which of them are wanted; the others are there for their neighbourhood.
struct SuppressionStretch {
  std::size_t frames = 0, wanted = 0, wantedEnd = 0;
  bool hasMap = false;  ///< powers are multiplied by map()
};

/// The whole loop of noise suppression over the frames of one stretch at a time: transforms, powers, gains from
/// neighbourhoods, what they take away. Nothing throws. After a failure the only calls left are the accessors and the
/// destructor.
class SuppressionRun {
 public:
  virtual ~SuppressionRun() = default;

  /// The most frames of a stretch.
  virtual std::size_t mostFrames() const noexcept = 0;
  /// The sound under the frames: spec.channels rows of span(mostFrames()).
  virtual AudioView samples() noexcept = 0;
  /// mostFrames() rows of spec.bins() factors.
  virtual float* map() noexcept = 0;
  virtual Status remove(const SuppressionStretch& stretch, std::chrono::milliseconds patience) noexcept = 0;
  /// What the wanted frames take away, added up: as long as samples().
  virtual ConstAudioView removed() const noexcept = 0;
  /// What all stretches so far took of the device's time.
  virtual RunTimes times() const noexcept { return {}; }
};

}  // namespace lathe
