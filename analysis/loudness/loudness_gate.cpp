// Gates and percentiles.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/loudness/loudness_gate.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/loudness/k_weighting.h"
#include "core/audio/exact_math.h"

namespace lathe::analysis {
namespace {

constexpr Lufs kAbsoluteThreshold{-70};
constexpr double kIntegratedGate = 0.1;  ///< -10 LU as a ratio of mean squares
constexpr double kRangeGate = 0.01;      ///< -20 LU

/// sums[i] = values[i] + values[i + stride] + ... of `count` values; they overlap, and each is added up anew.
std::vector<double> slidingSums(std::span<const double> values, std::size_t count, std::size_t stride) {
  const std::size_t reach = (count - 1) * stride;
  if (values.size() <= reach) return {};
  std::vector<double> sums(values.size() - reach);
  constexpr std::size_t kRun = 1024;  // stays in the first cache while all its terms are added
  for (std::size_t start = 0; start < sums.size(); start += kRun) {
    const std::size_t end = std::min(start + kRun, sums.size());
    for (std::size_t term = 0; term < count; ++term)
      for (std::size_t i = start; i < end; ++i) sums[i] += values[i + term * stride];
  }
  return sums;
}

struct Mean {
  double sum = 0;
  std::size_t count = 0;

  void add(double value) { sum += value, ++count; }
  double value() const { return sum / static_cast<double>(count); }
};

/// The value of a sorted list at a fraction of its length, as in Tech 3342: index round((n - 1) fraction), half up.
double percentile(std::vector<double>& values, double fraction) {
  const double index = std::floor(static_cast<double>(values.size() - 1) * fraction + 0.5);
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(index);
  std::ranges::nth_element(values, at);
  return *at;
}

}  // namespace

Lufs toLoudness(double meanSquare) {
  if (!(meanSquare > 0)) return {-std::numeric_limits<double>::infinity()};
  return {kLoudnessOffset + 10 * exact::log10(meanSquare)};
}

double toMeanSquare(Lufs loudness) { return exact::exp10((loudness.value - kLoudnessOffset) / 10); }

std::vector<double> windowMeanSquares(std::span<const double> energies, const TimeGrid& grid, int length, int step,
                                      std::uint64_t first) {
  // Two levels of sums: a window of 300 cells costs 40 additions.
  constexpr std::size_t kPart = 10;
  const auto cells = static_cast<std::size_t>(length);
  const std::size_t part = cells % kPart == 0 ? kPart : 1;
  if (energies.size() < cells) return {};
  const std::size_t windows = energies.size() - cells + 1, stride = static_cast<std::size_t>(step);
  std::vector<double> means;
  means.reserve(windows / stride + 1);
  const std::size_t run = 512 * stride;  // so that what is in between does not grow with the signal
  for (std::size_t start = 0; start < windows; start += run) {
    const auto piece = energies.subspan(start, std::min(run + cells - 1, energies.size() - start));
    const auto sums = slidingSums(slidingSums(piece, part, 1), cells / part, part);
    for (std::size_t i = 0; i < sums.size(); i += stride)
      means.push_back(sums[i] /
                      static_cast<double>(grid.start(first + start + i + cells) - grid.start(first + start + i)));
  }
  return means;
}

std::optional<GatedLoudness> gatedLoudness(std::span<const double> blocks) {
  const double absolute = toMeanSquare(kAbsoluteThreshold);
  Mean loud, gated;
  for (const double block : blocks)
    if (block > absolute) loud.add(block);
  if (loud.count == 0) return {};
  const double relative = kIntegratedGate * loud.value();
  for (const double block : blocks)
    if (block > absolute && block > relative) gated.add(block);
  return GatedLoudness{toLoudness(gated.value()), toLoudness(relative)};
}

std::optional<LoudnessUnits> loudnessRange(std::span<const double> windows) {
  const double absolute = toMeanSquare(kAbsoluteThreshold);
  Mean loud;
  for (const double window : windows)
    if (window >= absolute) loud.add(window);
  if (loud.count == 0) return {};
  const double relative = kRangeGate * loud.value();
  std::vector<double> gated;
  for (const double window : windows)
    if (window >= absolute && window >= relative) gated.push_back(window);
  return LoudnessUnits{toLoudness(percentile(gated, 0.95)).value - toLoudness(percentile(gated, 0.10)).value};
}

}  // namespace lathe::analysis
