// The K-weighting filter over eight stretches of a stream side by side.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/loudness/weighted_energy.h"

#include <algorithm>
#include <cassert>

#include "analysis/stream/measured_block.h"
#include "analysis/stream/time_grid.h"
#include "core/audio/simd.h"

namespace lathe::analysis {
namespace {

constexpr std::size_t kLanes = 8;
constexpr std::size_t kTile = 64;  ///< frames brought side by side at a time

// Eight values side by side; the compiler cuts them into whatever vectors the machine has.
typedef double Lanes __attribute__((vector_size(kLanes * sizeof(double))));
typedef float Singles __attribute__((vector_size(kLanes * sizeof(float))));
typedef float Samples __attribute__((vector_size(kLanes * sizeof(float)), aligned(4), may_alias));

/// Eight stretches of one channel on their way through both sections, in transposed direct form II. The high-pass
/// numerator's gain is left for the energy.
struct Stretches {
  std::array<const float*, kLanes> rows{};
  Lanes shelf1{}, shelf2{}, pass1{}, pass2{};
  Lanes energy{};
};

/// Eight samples of eight rows, turned so that each of the eight results holds one sample of every row.
[[gnu::always_inline]] inline void turn(const std::array<const float*, kLanes>& rows, std::size_t at, Lanes* out) {
  Singles row[8], pair[8], quad[8];
  for (std::size_t r = 0; r < 8; ++r) row[r] = *reinterpret_cast<const Samples*>(rows[r] + at);
  for (std::size_t k = 0; k < 8; k += 2) {
    pair[k] = __builtin_shufflevector(row[k], row[k + 1], 0, 8, 1, 9, 4, 12, 5, 13);
    pair[k + 1] = __builtin_shufflevector(row[k], row[k + 1], 2, 10, 3, 11, 6, 14, 7, 15);
  }
  for (std::size_t half = 0; half < 8; half += 4)
    for (std::size_t k = 0; k < 2; ++k) {
      quad[half + 2 * k] = __builtin_shufflevector(pair[half + k], pair[half + 2 + k], 0, 1, 8, 9, 4, 5, 12, 13);
      quad[half + 2 * k + 1] = __builtin_shufflevector(pair[half + k], pair[half + 2 + k], 2, 3, 10, 11, 6, 7, 14, 15);
    }
  for (std::size_t k = 0; k < 4; ++k) {
    const Singles low = __builtin_shufflevector(quad[k], quad[4 + k], 0, 1, 2, 3, 8, 9, 10, 11);
    const Singles high = __builtin_shufflevector(quad[k], quad[4 + k], 4, 5, 6, 7, 12, 13, 14, 15);
    out[k] = __builtin_convertvector(low, Lanes);
    out[4 + k] = __builtin_convertvector(high, Lanes);
  }
}

[[gnu::always_inline]] inline void gather(const std::array<const float*, kLanes>& rows, std::size_t start,
                                          std::size_t count, Lanes* tile) {
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) turn(rows, start + i, tile + i);
  for (; i < count; ++i)
    for (std::size_t lane = 0; lane < kLanes; ++lane) tile[i][lane] = rows[lane][start + i];
}

[[gnu::always_inline]] inline void step(const KWeighting& filter, const Lanes& x, Stretches& s) {
  const Lanes head = filter.shelf.b0 * x + s.shelf1;
  s.shelf1 = (filter.shelf.b1 * x + s.shelf2) - filter.shelf.a1 * head;
  s.shelf2 = filter.shelf.b2 * x - filter.shelf.a2 * head;
  const Lanes out = head + s.pass1;
  s.pass1 = (s.pass2 - (head + head)) - filter.highPass.a1 * out;
  s.pass2 = head - filter.highPass.a2 * out;
  s.energy += out * out;
}

/// Filters the next `frames` frames of the stretches of one or two channels and adds up their energies.
/// Two channels at a time, because one alone waits for its own last result at every step.
LATHE_VECTOR_CLONES
void filterOn(const KWeighting& filter, Stretches* first, Stretches* second, std::size_t frames) {
  const KWeighting coefficients = filter;
  Lanes tiles[2][kTile];
  Stretches a = *first, b = second ? *second : Stretches{};
  for (std::size_t done = 0; done < frames; done += kTile) {
    const std::size_t count = std::min(kTile, frames - done);
    gather(a.rows, done, count, tiles[0]);
    if (second) {
      gather(b.rows, done, count, tiles[1]);
      for (std::size_t i = 0; i < count; ++i) {
        step(coefficients, tiles[0][i], a);
        step(coefficients, tiles[1][i], b);
      }
    } else {
      for (std::size_t i = 0; i < count; ++i) step(coefficients, tiles[0][i], a);
    }
  }
  *first = a;
  if (second) *second = b;
}

using Memory = std::array<std::array<double, kLanes>, 4>;

void recall(const Memory& memory, Stretches& s) {
  Lanes* parts[] = {&s.shelf1, &s.shelf2, &s.pass1, &s.pass2};
  for (std::size_t part = 0; part < 4; ++part)
    for (std::size_t lane = 0; lane < kLanes; ++lane) (*parts[part])[lane] = memory[part][lane];
}

void remember(const Stretches& s, Memory& memory) {
  const Lanes* parts[] = {&s.shelf1, &s.shelf2, &s.pass1, &s.pass2};
  for (std::size_t part = 0; part < 4; ++part)
    for (std::size_t lane = 0; lane < kLanes; ++lane) memory[part][lane] = (*parts[part])[lane];
}

/// Rows that are channels have no warm-up, but some may be left over.
bool areRowsChannels(std::size_t heard) {
  const std::size_t rows = (heard + kLanes - 1) / kLanes * kLanes;
  return heard >= kLanes - 1 && rows * 4 < heard * 5;
}

/// One more frame, `frame`, for the lanes whose cell is a frame longer than the others'.
void filterExtraFrame(const KWeighting& filter, const std::array<bool, kLanes>& longer, std::size_t frame,
                      Stretches& s) {
  Stretches next = s;
  for (std::size_t lane = 0; lane < kLanes; ++lane) next.rows[lane] += longer[lane] ? frame : 0;
  filterOn(filter, &next, nullptr, 1);
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    if (!longer[lane]) continue;
    s.energy[lane] = next.energy[lane];
    s.shelf1[lane] = next.shelf1[lane];
    s.shelf2[lane] = next.shelf2[lane];
    s.pass1[lane] = next.pass1[lane];
    s.pass2[lane] = next.pass2[lane];
  }
}

}  // namespace

WeightedEnergy::WeightedEnergy(const AudioFormat& format, std::span<const double> weights)
    : filter_(KWeighting::at(format.sampleRate)), warmUp_(static_cast<std::size_t>(format.sampleRate) / 8) {
  assert(std::ssize(weights) == format.channels());
  const double gain = filter_.highPass.b0 * filter_.highPass.b0;
  for (int c = 0; c < format.channels(); ++c)
    if (const double weight = weights[static_cast<std::size_t>(c)]; weight > 0) heard_.push_back({c, gain * weight});
  const TimeGrid grid{format.sampleRate, kCellsPerSecond};
  for (std::size_t cell = 0; cell < starts_.size(); ++cell) starts_[cell] = grid.start(cell);
  if (areRowsChannels(heard_.size())) {
    channels_.resize((heard_.size() + kLanes - 1) / kLanes);
    // The grid of cells repeats after a second at every rate, after a tenth of it at most.
    cellsPerBlock_ = static_cast<std::size_t>(format.sampleRate % 10 == 0 ? kCellsPerSecond / 10 : kCellsPerSecond);
    window_ = BlockWindow(format.channels(), starts_[cellsPerBlock_], 0, 0);
    return;
  }
  // One frame behind the block: stretches may differ by a frame, and the shorter ones read it without using it.
  window_ = BlockWindow(format.channels(), starts_.back(), warmUp_, 1);
}

void WeightedEnergy::add(ConstAudioView input, const Sink& sink) {
  window_.add(input, [&](ConstAudioView window) {
    if (channels_.empty())
      filterBlock(window, kCellsPerBlock, sink);
    else
      filterChannels(window, cellsPerBlock_, channels_, sink);
  });
}

void WeightedEnergy::addMeasured(const MeasuredBlock& block, const Sink& sink) const {
  static_assert(kCellsPerBlock == MeasureLayout::cells && kStretches == MeasureLayout::stretches);
  const auto end = std::ranges::upper_bound(starts_, block.frames());
  const auto cells = static_cast<std::size_t>(end - starts_.begin()) - 1;
  std::array<double, kCellsPerBlock> energies{};
  for (const Heard& heard : heard_) {
    const double* energy = block.figures().cells(static_cast<std::size_t>(heard.channel));
    for (std::size_t cell = 0; cell < cells; ++cell) energies[cell] += heard.weight * energy[cell];
  }
  sink({energies.data(), cells});
}

void WeightedEnergy::rest(const Sink& sink) const {
  window_.rest(0, [&](ConstAudioView window, std::size_t frames) {
    const auto end = std::ranges::upper_bound(starts_, frames);
    const auto cells = static_cast<std::size_t>(end - starts_.begin()) - 1;
    std::vector<EightChannels> channels = channels_;
    if (channels.empty())
      filterBlock(window, cells, sink);
    else
      filterChannels(window, cells, channels, sink);
  });
}

void WeightedEnergy::filterChannels(ConstAudioView window, std::size_t cells, std::vector<EightChannels>& channels,
                                    const Sink& sink) const {
  const FlushDenormals guard;
  std::array<double, kCellsPerBlock> block{};
  const std::span<double> energies(block.data(), cells);
  for (std::size_t group = 0; group < channels.size(); group += 2) {
    const std::size_t count = std::min<std::size_t>(2, channels.size() - group);
    Stretches rows[2];
    std::array<double, 2 * kLanes> weights{};
    for (std::size_t i = 0; i < count * kLanes; ++i) {
      const std::size_t heard = group * kLanes + i;  // rows that are left over repeat a channel and weigh nothing
      if (heard < heard_.size()) weights[i] = heard_[heard].weight;
      rows[i / kLanes].rows[i % kLanes] = window[heard_[heard < heard_.size() ? heard : 0].channel].data();
    }
    for (std::size_t i = 0; i < count; ++i) recall(channels[group + i].memory, rows[i]);
    for (std::size_t cell = 0; cell < cells; ++cell) {
      const std::size_t frames = starts_[cell + 1] - starts_[cell];
      for (Stretches& r : rows) r.energy = Lanes{};
      filterOn(filter_, &rows[0], count > 1 ? &rows[1] : nullptr, frames);
      for (std::size_t i = 0; i < count * kLanes; ++i) {
        energies[cell] += weights[i] * rows[i / kLanes].energy[i % kLanes];
        rows[i / kLanes].rows[i % kLanes] += frames;
      }
    }
    for (std::size_t i = 0; i < count; ++i) remember(rows[i], channels[group + i].memory);
  }
  sink(energies);
}

void WeightedEnergy::filterBlock(ConstAudioView window, std::size_t cells, const Sink& sink) const {
  std::array<double, kCellsPerBlock> block{};
  const std::span<double> energies(block.data(), cells);
  for (std::size_t i = 0; i < heard_.size(); i += 2)
    addChannels(window, std::span(heard_).subspan(i, std::min<std::size_t>(2, heard_.size() - i)), energies);
  sink(energies);
}

void WeightedEnergy::addChannels(ConstAudioView window, std::span<const Heard> channels,
                                 std::span<double> energies) const {
  static_assert(kStretches == kLanes);
  Stretches stretches[2];
  Stretches* second = channels.size() > 1 ? &stretches[1] : nullptr;
  /// Points the rows at a cell of each stretch, `before` frames early.
  const auto aim = [&](std::size_t cell, std::size_t before) {
    for (std::size_t c = 0; c < channels.size(); ++c)
      for (std::size_t lane = 0; lane < kLanes; ++lane)
        stretches[c].rows[lane] =
            window[channels[c].channel].data() + warmUp_ - before + starts_[lane * kCellsPerStretch + cell];
  };
  aim(0, warmUp_);
  filterOn(filter_, &stretches[0], second, warmUp_);
  for (std::size_t cell = 0; cell < std::min<std::size_t>(energies.size(), kCellsPerStretch); ++cell) {
    std::array<std::size_t, kLanes> lengths;
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      const std::size_t at = lane * kCellsPerStretch + cell;
      lengths[lane] = starts_[at + 1] - starts_[at];
    }
    const auto [shortest, longest] = std::ranges::minmax(lengths);
    std::array<bool, kLanes> longer;
    for (std::size_t lane = 0; lane < kLanes; ++lane) longer[lane] = lengths[lane] > shortest;
    aim(cell, 0);
    for (Stretches& s : stretches) s.energy = Lanes{};
    filterOn(filter_, &stretches[0], second, shortest);
    for (std::size_t c = 0; c < channels.size(); ++c) {
      if (longest > shortest) filterExtraFrame(filter_, longer, shortest, stretches[c]);
      for (std::size_t lane = 0; lane < kLanes; ++lane)
        if (const std::size_t at = lane * kCellsPerStretch + cell; at < energies.size())
          energies[at] += channels[c].weight * stretches[c].energy[lane];
    }
  }
}

}  // namespace lathe::analysis
