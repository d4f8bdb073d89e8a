// The K-weighting filter over eight stretches of a stream side by side.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/weighted_energy.h"

#include <algorithm>
#include <cassert>

#include "analysis/time_grid.h"
#include "core/dsp/simd.h"

namespace lathe::analysis {
namespace {

constexpr std::size_t kLanes = 8;
constexpr std::size_t kTile = 64;  ///< frames brought side by side at a time

// Eight values side by side; the compiler cuts them into whatever vectors the machine has.
typedef double Lanes __attribute__((vector_size(kLanes * sizeof(double))));

/// Both sections in transposed direct form II, one stream per lane. The high-pass numerator's gain is left for the energy.
struct FilterState {
  Lanes shelf1{}, shelf2{}, pass1{}, pass2{};
};

/// Filters `frames` frames of eight rows and returns the energy of each lane.
LATHE_VECTOR_CLONES
void filterRows(const KWeighting& filter, const std::array<const float*, kLanes>& rows, std::size_t frames,
                FilterState& state, double* energies) {
  const FilterSection shelf = filter.shelf, pass = filter.highPass;
  Lanes s1 = state.shelf1, s2 = state.shelf2, p1 = state.pass1, p2 = state.pass2, energy{};
  double tile[kTile * kLanes] __attribute__((aligned(64)));
  for (std::size_t done = 0; done < frames; done += kTile) {
    const std::size_t count = std::min(kTile, frames - done);
    for (std::size_t lane = 0; lane < kLanes; ++lane)
      for (std::size_t i = 0; i < count; ++i) tile[i * kLanes + lane] = rows[lane][done + i];
    for (std::size_t i = 0; i < count; ++i) {
      const Lanes x = *reinterpret_cast<const Lanes*>(tile + i * kLanes);
      const Lanes head = shelf.b0 * x + s1;
      s1 = (shelf.b1 * x + s2) - shelf.a1 * head;
      s2 = shelf.b2 * x - shelf.a2 * head;
      const Lanes out = head + p1;
      p1 = (p2 - (head + head)) - pass.a1 * out;
      p2 = head - pass.a2 * out;
      energy += out * out;
    }
  }
  state = {s1, s2, p1, p2};
  *reinterpret_cast<Lanes*>(energies) = energy;
}

/// One more frame for the lanes whose bin is a frame longer than the others'.
void filterExtraFrame(const KWeighting& filter, const std::array<const float*, kLanes>& rows, std::size_t frame,
                      const std::array<bool, kLanes>& longer, FilterState& state, double* energies) {
  std::array<const float*, kLanes> here;
  for (std::size_t lane = 0; lane < kLanes; ++lane) here[lane] = rows[lane] + (longer[lane] ? frame : 0);
  FilterState next = state;
  alignas(64) double more[kLanes];
  filterRows(filter, here, 1, next, more);
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    if (!longer[lane]) continue;
    energies[lane] += more[lane];
    state.shelf1[lane] = next.shelf1[lane];
    state.shelf2[lane] = next.shelf2[lane];
    state.pass1[lane] = next.pass1[lane];
    state.pass2[lane] = next.pass2[lane];
  }
}

}  // namespace

double channelWeight(const ChannelLayout& layout, int channel) {
  using enum Speaker;
  switch (layout[channel]) {
    case Lfe: return 0;
    case SideLeft:
    case SideRight: return 1.41;
    case BackLeft:
    case BackRight: return layout.indexOf(SideLeft) < 0 && layout.indexOf(SideRight) < 0 ? 1.41 : 1;
    default: return 1;
  }
}

WeightedEnergy::WeightedEnergy(const AudioFormat& format, bool dualMono)
    : filter_(KWeighting::at(format.sampleRate)), warmUp_(static_cast<std::size_t>(format.sampleRate) / 8) {
  const double gain = filter_.highPass.b0 * filter_.highPass.b0 * (dualMono && format.channels() == 1 ? 2 : 1);
  for (int c = 0; c < format.channels(); ++c) weights_.push_back(gain * channelWeight(format.layout, c));
  for (std::size_t bin = 0; bin < starts_.size(); ++bin) starts_[bin] = binStart(bin, format.sampleRate);
  // One frame behind the block: stretches may differ by a frame, and the shorter ones read it without using it.
  window_ = BlockWindow(format.channels(), starts_.back(), warmUp_, 1);
}

void WeightedEnergy::add(ConstAudioView input) {
  window_.add(input, [&](ConstAudioView window) { addBlock(window, kBinsPerBlock, bins_); });
}

std::vector<double> WeightedEnergy::bins() const {
  std::vector<double> all = bins_;
  window_.rest(0, [&](ConstAudioView window, std::size_t frames) {
    const auto end = std::ranges::upper_bound(starts_, frames);
    addBlock(window, static_cast<std::size_t>(end - starts_.begin()) - 1, all);
  });
  return all;
}

void WeightedEnergy::addBlock(ConstAudioView window, std::size_t bins, std::vector<double>& to) const {
  static_assert(kStretches == kLanes);
  const std::size_t first = to.size();
  to.resize(first + bins);
  for (int c = 0; c < window.channels(); ++c) {
    const double weight = weights_[static_cast<std::size_t>(c)];
    if (weight == 0) continue;
    const float* samples = window[c].data();  // warmUp_ frames before the block
    const auto rowsAt = [&](std::size_t bin) {
      std::array<const float*, kLanes> rows;
      for (std::size_t lane = 0; lane < kLanes; ++lane) rows[lane] = samples + starts_[lane * kBinsPerStretch + bin];
      return rows;
    };
    alignas(64) double energies[kLanes];
    FilterState state;
    filterRows(filter_, rowsAt(0), warmUp_, state, energies);
    for (std::size_t bin = 0; bin < std::min<std::size_t>(bins, kBinsPerStretch); ++bin) {
      std::array<std::size_t, kLanes> lengths;
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        const std::size_t at = lane * kBinsPerStretch + bin;
        lengths[lane] = starts_[at + 1] - starts_[at];
      }
      const auto [shortest, longest] = std::ranges::minmax(lengths);
      auto rows = rowsAt(bin);
      for (auto& row : rows) row += warmUp_;
      filterRows(filter_, rows, shortest, state, energies);
      if (longest > shortest) {
        std::array<bool, kLanes> longer;
        for (std::size_t lane = 0; lane < kLanes; ++lane) longer[lane] = lengths[lane] > shortest;
        filterExtraFrame(filter_, rows, shortest, longer, state, energies);
      }
      for (std::size_t lane = 0; lane < kLanes; ++lane)
        if (const std::size_t at = lane * kBinsPerStretch + bin; at < bins) to[first + at] += weight * energies[lane];
    }
  }
}

}  // namespace lathe::analysis
