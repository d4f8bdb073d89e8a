// The loudest windows of each step, and the count of windows by loudness.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/loudness/loudness_series.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "analysis/loudness/loudness_gate.h"
#include "analysis/stream/time_grid.h"

namespace lathe::analysis {
namespace {

constexpr int kMomentaryBins = 40;
constexpr int kShortTermBins = 300;
constexpr int kRangeStep = 10;
constexpr double kQuietest = -70;

std::vector<float> loudestBySteps(std::span<const double> bins, const TimeGrid& grid, int length, std::size_t perStep) {
  std::vector<double> loudest((bins.size() + perStep - 1) / perStep);
  const auto windows = windowMeanSquares(bins, grid, length);
  for (std::size_t i = 0; i < windows.size(); ++i) {  // window i ends with bin i + length - 1
    double& highest = loudest[(i + static_cast<std::size_t>(length) - 1) / perStep];
    highest = std::max(highest, windows[i]);
  }
  std::vector<float> series(loudest.size());
  std::ranges::transform(loudest, series.begin(), [](double z) { return static_cast<float>(toLoudness(z).value); });
  return series;
}

}  // namespace

LoudnessSeries loudnessSeries(std::span<const double> bins, int sampleRate, Seconds step) {
  const auto perStep = static_cast<std::size_t>(std::lround(step.value * kBinsPerSecond));
  assert(perStep >= 1);
  const TimeGrid grid{sampleRate};
  return {step, loudestBySteps(bins, grid, kMomentaryBins, perStep),
          loudestBySteps(bins, grid, kShortTermBins, perStep)};
}

LoudnessHistogram loudnessHistogram(std::span<const double> bins, int sampleRate) {
  LoudnessHistogram histogram;
  std::vector<long> cells;
  for (const double window : windowMeanSquares(bins, {sampleRate}, kShortTermBins, kRangeStep)) {
    const double loudness = toLoudness(window).value;
    if (loudness < kQuietest)
      ++histogram.below;
    else
      cells.push_back(std::lround(std::floor(loudness / LoudnessHistogram::kWidth)));
  }
  if (cells.empty()) return histogram;
  const auto [lowest, highest] = std::ranges::minmax(cells);
  histogram.first = {static_cast<double>(lowest) * LoudnessHistogram::kWidth};
  histogram.counts.resize(static_cast<std::size_t>(highest - lowest) + 1);
  for (const long cell : cells) ++histogram.counts[static_cast<std::size_t>(cell - lowest)];
  return histogram;
}

}  // namespace lathe::analysis
