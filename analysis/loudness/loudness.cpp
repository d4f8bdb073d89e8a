// Windows, gates and maxima over the energy bins.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/loudness/loudness.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/stream/time_grid.h"
#include "core/audio/error.h"

namespace lathe::analysis {
namespace {

constexpr int kMomentaryBins = 40;
constexpr int kShortTermBins = 300;
constexpr int kBlockStep = 10;  ///< 75 % overlap of 400 ms, and ten 3 s windows a second
constexpr int kCellsPerBin = WeightedEnergy::kCellsPerSecond / kBinsPerSecond;

std::optional<LoudnessMaximum> maximum(std::span<const double> bins, const TimeGrid& grid, int length) {
  LoudestWindow loudest(grid, length);
  constexpr std::size_t kRun = 4096;  // it copies what it is given
  for (std::size_t start = 0; start < bins.size(); start += kRun)
    loudest.add(bins.subspan(start, std::min(kRun, bins.size() - start)));
  return loudest.result();
}

std::optional<LoudnessUnits> rangeOf(std::span<const double> bins, const TimeGrid& grid, Seconds tail) {
  if (tail.value == 0) return loudnessRange(windowMeanSquares(bins, grid, kShortTermBins, kBlockStep));
  std::vector<double> padded(bins.begin(), bins.end());
  padded.insert(padded.end(), static_cast<std::size_t>(std::lround(tail.value * kBinsPerSecond)), 0.0);
  return loudnessRange(windowMeanSquares(padded, grid, kShortTermBins, kBlockStep));
}

/// BS.1770-1: the mean of everything, silence included.
std::optional<Lufs> ungatedLoudness(std::span<const double> bins, const TimeGrid& grid) {
  const double sum = std::accumulate(bins.begin(), bins.end(), 0.0);
  if (sum <= 0) return {};
  return toLoudness(sum / static_cast<double>(grid.start(bins.size())));
}

std::optional<Lufs> lastWindow(std::span<const double> bins, const TimeGrid& grid, int length) {
  const auto count = static_cast<std::size_t>(length);
  if (bins.size() < count) return {};
  const std::size_t first = bins.size() - count;
  const double last = windowMeanSquares(bins.subspan(first), grid, length, 1, first).front();
  if (last <= 0) return {};
  return toLoudness(last);
}

}  // namespace

Loudness loudnessOf(std::span<const double> bins, int sampleRate, const LoudnessOptions& options) {
  const TimeGrid grid{sampleRate};
  Loudness loudness;
  if (options.revision == LoudnessRevision::Bs1770_1) {
    loudness.integrated = ungatedLoudness(bins, grid);
  } else if (const auto gated = gatedLoudness(windowMeanSquares(bins, grid, kMomentaryBins, kBlockStep))) {
    loudness.integrated = gated->integrated;
    loudness.relativeThreshold = gated->relativeThreshold;
  }
  loudness.maxMomentary = maximum(bins, grid, kMomentaryBins);
  loudness.maxShortTerm = maximum(bins, grid, kShortTermBins);
  loudness.range = rangeOf(bins, grid, options.rangeTail);
  loudness.momentary = lastWindow(bins, grid, kMomentaryBins);
  loudness.shortTerm = lastWindow(bins, grid, kShortTermBins);
  return loudness;
}

void LoudestWindow::add(std::span<const double> energies) {
  recent_.insert(recent_.end(), energies.begin(), energies.end());
  const auto windows = windowMeanSquares(recent_, grid_, length_, 1, first_);
  if (windows.empty()) return;
  if (const auto loudest = std::ranges::max_element(windows); *loudest > loudest_) {
    loudest_ = *loudest;
    loudestEnd_ = first_ + static_cast<std::uint64_t>(loudest - windows.begin()) + static_cast<std::uint64_t>(length_);
  }
  recent_.erase(recent_.begin(), recent_.begin() + std::ssize(windows));
  first_ += windows.size();
}

std::optional<LoudnessMaximum> LoudestWindow::result() const {
  if (loudest_ <= 0) return {};
  return LoudnessMaximum{toLoudness(loudest_), grid_.time(loudestEnd_)};
}

void LoudnessMeter::begin(const AudioFormat& format) {
  sampleRate_ = format.sampleRate;
  if (!options_.weights.empty() && std::ssize(options_.weights) != format.channels())
    throw Error(ErrorKind::Invalid, fmt::format("The signal has {} channels, but weights are given for {}",
                                                format.channels(), options_.weights.size()));
  std::vector<double> weights =
      options_.weights.empty() ? channelWeights(format.layout, options_.revision) : options_.weights;
  if (options_.dualMono && format.channels() == 1) weights[0] *= 2;
  energy_ = WeightedEnergy(format, weights);
  state_ = {};
  state_.momentary = LoudestWindow({sampleRate_, WeightedEnergy::kCellsPerSecond}, kMomentaryBins * kCellsPerBin);
}

void LoudnessMeter::add(ConstAudioView block) {
  energy_.add(block, [this](std::span<const double> cells) { state_.add(cells); });
}

void LoudnessMeter::addMeasured(const MeasuredBlock& block) {
  energy_.addMeasured(block, [this](std::span<const double> cells) { state_.add(cells); });
}

void LoudnessMeter::State::add(std::span<const double> cells) {
  momentary.add(cells);
  for (const double cell : cells) {
    open += cell;
    if (++openCells < kCellsPerBin) continue;
    bins.push_back(open);
    open = 0;
    openCells = 0;
  }
}

LoudnessMeter::State LoudnessMeter::upToNow() const {
  State state = state_;
  energy_.rest([&](std::span<const double> cells) { state.add(cells); });
  return state;
}

Loudness LoudnessMeter::result() const {
  const State state = upToNow();
  Loudness loudness = loudnessOf(state.bins, sampleRate_, options_);
  loudness.maxMomentary = state.momentary.result();
  return loudness;
}

}  // namespace lathe::analysis
