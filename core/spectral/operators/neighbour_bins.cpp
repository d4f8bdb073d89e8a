// Runs of selected bins, and their neighbours turned to where they go.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/operators/neighbour_bins.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/audio/error.h"
#include "core/audio/exact_math.h"

namespace lathe {
namespace {

constexpr int kEdge = 12;  // bins next to a run that say how loud it should be

struct Run {
  int first, last;  ///< last is one past the end
  int size() const noexcept { return last - first; }
};

std::vector<Run> runsOf(std::span<const float> weights) {
  std::vector<Run> runs;
  const int bins = static_cast<int>(weights.size());
  for (int m = 0; m < bins; ++m) {
    if (weights[static_cast<std::size_t>(m)] <= 0) continue;
    Run run{m, m};
    while (run.last < bins && weights[static_cast<std::size_t>(run.last)] > 0) ++run.last;
    runs.push_back(run);
    m = run.last;
  }
  return runs;
}

double meanPower(std::span<const std::complex<float>> bins, int first, int last) {
  double sum = 0;
  for (int m = first; m < last; ++m) sum += static_cast<double>(std::norm(bins[static_cast<std::size_t>(m)]));
  return last > first ? sum / (last - first) : 0;
}

/// Adds `amount` of the bins `shift` away to a run, at the level of its edge. A modulation turns each window's phase
/// by where the window begins. Bins beyond the ends of the spectrum are folded back into the free ones.
void addMoved(std::span<const std::complex<float>> from, const Run& run, bool isAbove, double turns,
              const std::vector<double>& amount, std::span<std::complex<float>> to) {
  const int bins = static_cast<int>(from.size());
  const int free = isAbove ? bins - run.last : run.first;  // bins on that side
  const int used = std::min(run.size(), free);
  const double edge = isAbove ? meanPower(from, run.last, std::min(bins, run.last + kEdge))
                              : meanPower(from, std::max(0, run.first - kEdge), run.first);
  const double patch =
      isAbove ? meanPower(from, run.last, run.last + used) : meanPower(from, run.first - used, run.first);
  const double gain = patch > 0 ? std::sqrt(edge / patch) : 0;
  for (int m = run.first; m < run.last; ++m) {
    const int inside = isAbove ? run.last - 1 - m : m - run.first;  // from the edge inwards
    const int fold = inside / used, place = inside % used, away = fold % 2 == 0 ? place : used - 1 - place;
    const int source = isAbove ? run.last + (used - 1 - away) : run.first - used + away;
    const double angle = 2 * std::numbers::pi * (turns * (m - source) - std::floor(turns * (m - source)));
    const std::complex<double> turn = exact::polar(gain * amount[static_cast<std::size_t>(m - run.first)], angle);
    const std::complex<double> cell(from[static_cast<std::size_t>(source)]);
    to[static_cast<std::size_t>(m)] += std::complex<float>(turn * cell);
  }
}

/// The shares of the power that come from above and from below, over the bins of a run.
double shareAbove(const NeighbourWeights& w, double height) {
  const double above = w.above * height, below = w.below * (1 - height);
  return above + below > 0 ? above / (above + below) : 0;
}

}  // namespace

std::vector<float> filledFromNeighbours(const EditRegion& region, const NeighbourWeights& weights) {
  const SpectrogramGrid& grid = region.grid();
  Spectrogram change(grid);
  std::vector<bool> isUsed(static_cast<std::size_t>(grid.frames));
  for (int k = 0; k < grid.frames; ++k) {
    const auto before = region.before.frame(k);
    const auto after = change.frame(k);
    const double turns = static_cast<double>(windowStart(grid, k)) / grid.fftSize;
    for (const Run& run : runsOf(region.mask.frame(k))) {
      NeighbourWeights w = weights;
      if (run.last >= grid.bins()) w.above = 0;
      if (run.first <= 0) w.below = 0;
      if (w.above + w.below <= 0)
        throw Error(ErrorKind::NotPossible, "there are no frequencies on that side of the selection to heal it from");
      std::vector<double> above, below;
      for (int m = run.first; m < run.last; ++m) {
        const double share = shareAbove(w, (m - run.first + 0.5) / run.size());
        above.push_back(std::sqrt(share));
        below.push_back(std::sqrt(1 - share));
      }
      if (w.above > 0) addMoved(before, run, true, turns, above, after);
      if (w.below > 0) addMoved(before, run, false, turns, below, after);
      for (int m = run.first; m < run.last; ++m)
        after[static_cast<std::size_t>(m)] -= before[static_cast<std::size_t>(m)];
      isUsed[static_cast<std::size_t>(k)] = true;
    }
  }
  std::vector<float> sound(region.samples.begin(), region.samples.end());
  synthesise(change, isUsed, sound, region.device);
  return sound;
}

}  // namespace lathe
