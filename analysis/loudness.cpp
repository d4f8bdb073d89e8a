// Windows, gates and maxima over the energy bins.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/loudness.h"

#include <algorithm>
#include <cmath>

#include "analysis/time_grid.h"

namespace lathe::analysis {
namespace {

constexpr int kMomentaryBins = 40;
constexpr int kShortTermBins = 300;
constexpr int kBlockStep = 10;  ///< 75 % overlap of 400 ms, and ten 3 s windows a second

std::optional<LoudnessMaximum> maximum(const std::vector<double>& windows, int bins) {
  const auto loudest = std::ranges::max_element(windows);
  if (loudest == windows.end() || *loudest <= 0) return {};
  const auto end = static_cast<std::uint64_t>(loudest - windows.begin()) + static_cast<std::uint64_t>(bins);
  return LoudnessMaximum{toLoudness(*loudest), binTime(end)};
}

std::optional<Lufs> lastOf(const std::vector<double>& windows) {
  if (windows.empty() || windows.back() <= 0) return {};
  return toLoudness(windows.back());
}

std::vector<double> everyTenth(const std::vector<double>& windows) {
  std::vector<double> some;
  for (std::size_t i = 0; i < windows.size(); i += kBlockStep) some.push_back(windows[i]);
  return some;
}

std::optional<LoudnessUnits> rangeOf(std::span<const double> energies, int sampleRate, Seconds tail) {
  std::vector<double> padded(energies.begin(), energies.end());
  padded.insert(padded.end(), static_cast<std::size_t>(std::lround(tail.value * kBinsPerSecond)), 0.0);
  return loudnessRange(windowMeanSquares(padded, kShortTermBins, kBlockStep, sampleRate));
}

}  // namespace

Loudness loudnessOf(std::span<const double> energies, int sampleRate, const LoudnessOptions& options) {
  const auto momentary = windowMeanSquares(energies, kMomentaryBins, 1, sampleRate);
  const auto shortTerm = windowMeanSquares(energies, kShortTermBins, 1, sampleRate);
  Loudness loudness;
  if (const auto gated = gatedLoudness(everyTenth(momentary))) {
    loudness.integrated = gated->integrated;
    loudness.relativeThreshold = gated->relativeThreshold;
  }
  loudness.maxMomentary = maximum(momentary, kMomentaryBins);
  loudness.maxShortTerm = maximum(shortTerm, kShortTermBins);
  loudness.range = rangeOf(energies, sampleRate, options.rangeTail);
  loudness.momentary = lastOf(momentary);
  loudness.shortTerm = lastOf(shortTerm);
  return loudness;
}

void LoudnessMeter::begin(const AudioFormat& format) {
  sampleRate_ = format.sampleRate;
  energy_ = WeightedEnergy(format, options_.dualMono);
}

Loudness LoudnessMeter::result() const { return loudnessOf(energy_.bins(), sampleRate_, options_); }

}  // namespace lathe::analysis
