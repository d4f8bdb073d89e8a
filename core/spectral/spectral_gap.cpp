// Finding gaps; predicting through them at the full rate, or at a narrow band's own.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/spectral_gap.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include "core/audio/error.h"
#include "core/audio/exact_math.h"
#include "core/dsp/ar_gap.h"
#include "core/spectral/partial_bridge.h"
#include "core/spectral/subband.h"

namespace lathe {
namespace {

constexpr double kNarrow = 0.3;  // of all bins
constexpr std::size_t kMostNarrowOrder = 400;
constexpr double kPartialWindow = 0.046;  // s
constexpr double kPartialMargin = 400;    // Hz around a narrow band, where its filter still hears partials

/// The stretches that are learned from: before and behind the gap.
template <class Value>
std::vector<std::span<const Value>> stretches(std::span<const Value> samples, std::size_t first, std::size_t last,
                                              const GapSides& sides) {
  std::vector<std::span<const Value>> list;
  if (sides.before > 0 && first > 0) list.push_back(samples.first(first));
  if (sides.behind > 0 && last < samples.size()) list.push_back(samples.subspan(last));
  return list;
}

/// `samples` are the gap and its surroundings, and nothing else.
template <class Value>
void fill(std::span<Value> samples, std::size_t first, std::size_t last, std::size_t mostOrder, const GapSides& sides,
          double texture, std::uint64_t seed, const Progress& progress) {
  const auto known = stretches<Value>(samples, first, last, sides);
  std::size_t longest = 0;
  for (const auto& stretch : known) longest = std::max(longest, stretch.size());
  if (longest < 8) throw Error(ErrorKind::NotPossible, "there is no sound beside the selection to heal it from");
  const Predictor<Value> model = fitAr(known, std::min(mostOrder, longest / 3), progress);
  const double balance = (sides.before - sides.behind) / (sides.before + sides.behind);
  // From the stronger side alone: what lies on the other side is not asked.
  std::vector<Value> alone;
  if (balance != 0) {
    alone.assign(samples.begin(), samples.end());
    extrapolate<Value>(alone, first, last - first, model, balance > 0, texture, seed, progress);
  }
  if (std::abs(balance) < 1) fillGap(samples, first, last - first, model, texture, seed, progress);
  for (std::size_t n = first; n < last && balance != 0; ++n)
    samples[n] = std::abs(balance) < 1 ? (1 - std::abs(balance)) * samples[n] + std::abs(balance) * alone[n] : alone[n];
}

std::size_t partialWindow(double sampleRate) {
  return static_cast<std::size_t>(exact::exp2(std::round(exact::log2(kPartialWindow * sampleRate))));
}

}  // namespace

std::vector<SpectralGap> gapsOf(const EditRegion& region, std::size_t context) {
  const SpectrogramGrid& grid = region.grid();
  std::vector<SpectralGap> gaps;
  const auto sampleAt = [&](double seconds) {
    const double n = std::round(seconds * grid.sampleRate) - static_cast<double>(windowStart(grid, 0));
    return static_cast<std::size_t>(std::clamp(n, 0.0, static_cast<double>(region.samples.size())));
  };
  for (const TimeSpan& span : region.spans) {
    SpectralGap gap{sampleAt(span.start.value), sampleAt(span.end.value), 0, 0, grid.bins(), 0, 0, 0, false};
    for (int k = 0; k < grid.frames; ++k) {
      if (grid.timeOf(k) + grid.cellSeconds() < span.start.value ||
          grid.timeOf(k) - grid.cellSeconds() > span.end.value)
        continue;
      const auto weights = region.mask.frame(k);
      for (int m = 0; m < grid.bins(); ++m)
        if (weights[static_cast<std::size_t>(m)] > 0) {
          gap.lowBin = std::min(gap.lowBin, m);
          gap.highBin = std::max(gap.highBin, m);
        }
    }
    gap.lowHertz = std::max(0.0, grid.frequencyOf(gap.lowBin - 0.5));
    gap.highHertz = grid.frequencyOf(gap.highBin + 0.5);
    gap.isNarrow = gap.highBin - gap.lowBin < kNarrow * grid.bins();
    if (gap.first < gap.last && gap.lowBin <= gap.highBin) gaps.push_back(gap);
  }
  for (std::size_t i = 0; i < gaps.size(); ++i) {
    const std::size_t free = i > 0 ? gaps[i - 1].last : 0;
    const std::size_t end = i + 1 < gaps.size() ? gaps[i + 1].first : region.samples.size();
    gaps[i].low = std::max(free, gaps[i].first - std::min(gaps[i].first, context));
    gaps[i].high = std::min(end, gaps[i].last + context);
  }
  return gaps;
}

void predictGap(std::span<double> sound, const SpectralGap& gap, double sampleRate, std::size_t mostOrder,
                const GapSides& sides, double texture, std::uint64_t seed, const Progress& progress) {
  const std::span<double> part = sound.subspan(gap.low, gap.high - gap.low);
  if (!gap.isNarrow) {
    fill<double>(part, gap.first - gap.low, gap.last - gap.low, mostOrder, sides, texture, seed, progress);
    return;
  }
  Subband band(part, sampleRate, gap.lowHertz, gap.highHertz);
  const auto [first, last] = band.around(gap.first - gap.low, gap.last - gap.low);
  fill<std::complex<double>>(band.samples(), first, last, std::min(mostOrder, kMostNarrowOrder), sides, texture, seed,
                             progress);
  band.addChange(part);
}

void bridgeGap(std::span<double> sound, const SpectralGap& gap, double sampleRate, std::size_t mostOrder,
               const GapSides& sides, double texture, std::uint64_t seed, const Progress& progress) {
  PartialOptions options;
  options.window = partialWindow(sampleRate);
  if (gap.isNarrow) {
    const double perHertz = 2 * std::numbers::pi / sampleRate;
    options.lowest = std::max(0.0, gap.lowHertz - kPartialMargin) * perHertz;
    options.highest = (gap.highHertz + kPartialMargin) * perHertz;
  }
  const std::vector<double> partials =
      bridgedPartials(sound, gap.first, gap.last, sides.before > 0 ? gap.low : gap.first,
                      sides.behind > 0 ? gap.high : gap.last, options);
  for (std::size_t n = 0; n < sound.size(); ++n) sound[n] -= partials[n];
  progress.throwIfStopped();
  predictGap(sound, gap, sampleRate, mostOrder, sides, texture, seed, progress);
  for (std::size_t n = 0; n < sound.size(); ++n) sound[n] += partials[n];
}

}  // namespace lathe
