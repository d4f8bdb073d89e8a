// Building a pyramid of peaks and looking columns up in it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/overview/peak_pyramid.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>

#include "core/audio/simd.h"

namespace lathe::analysis {
namespace {

constexpr PeakPair kNothing{std::numeric_limits<float>::infinity(), -std::numeric_limits<float>::infinity()};

LATHE_VECTOR_CLONES
PeakPair peaksOf(const float* samples, std::size_t count) noexcept {
  constexpr std::size_t kLanes = 16;
  std::array<float, kLanes> lowest, highest;
  lowest.fill(kNothing.lowest);
  highest.fill(kNothing.highest);
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes)
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      const float x = samples[i + lane];
      lowest[lane] = x < lowest[lane] ? x : lowest[lane];
      highest[lane] = x > highest[lane] ? x : highest[lane];
    }
  PeakPair pair = kNothing;
  for (std::size_t lane = 0; lane < kLanes; ++lane) pair = joined(pair, {lowest[lane], highest[lane]});
  for (; i < count; ++i) pair = joined(pair, {samples[i], samples[i]});
  return pair;
}

}  // namespace

PeakPyramid::PeakPyramid(int channels, std::uint64_t frames)
    : channels_(channels), frames_(frames), open_(static_cast<std::size_t>(channels), kNothing) {
  std::uint64_t size = kBase;
  do {
    const std::uint64_t perRow = (frames + size - 1) / size;
    levels_.push_back({size, perRow, std::vector<PeakPair>(perRow * static_cast<std::uint64_t>(channels))});
    size *= kFactor;
  } while (levels_.back().perRow > kFactor);
}

PeakPyramid::PeakPyramid(const PeakPyramid& other)
    : channels_(other.channels_),
      frames_(other.frames_),
      levels_(other.levels_),
      added_(other.added_),
      open_(other.open_),
      known_(other.known()) {}

PeakPyramid::PeakPyramid(int channels, std::uint64_t frames, std::span<const PeakPair> cells)
    : PeakPyramid(channels, frames) {
  assert(cells.size() == levels_[0].cells.size());
  std::ranges::copy(cells, levels_[0].cells.begin());
  added_ = frames;
  for (std::size_t level = 1; level < levels_.size(); ++level) raise(level, 0, frames);
  known_ = frames;
}

std::span<const PeakPair> PeakPyramid::cells(int channel) const noexcept {
  return {levels_[0].cells.data() + static_cast<std::uint64_t>(channel) * levels_[0].perRow, levels_[0].perRow};
}

void PeakPyramid::add(ConstAudioView block) {
  assert(block.channels() == channels_ && added_ + block.frames() <= frames_);
  const std::uint64_t before = added_;
  for (int c = 0; c < channels_; ++c) {
    PeakPair open = open_[static_cast<std::size_t>(c)];
    PeakPair* row = levels_[0].cells.data() + static_cast<std::uint64_t>(c) * levels_[0].perRow;
    const float* samples = block[c].data();
    std::uint64_t at = before;
    for (std::size_t done = 0; done < block.frames();) {
      const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(kBase - at % kBase, block.frames() - done));
      open = joined(open, peaksOf(samples + done, count));
      at += count;
      done += count;
      if (at % kBase != 0 && at != frames_) continue;
      row[(at - 1) / kBase] = open;
      open = kNothing;
    }
    open_[static_cast<std::size_t>(c)] = open;
  }
  added_ += block.frames();
  const std::uint64_t whole = added_ == frames_ ? frames_ : added_ / kBase * kBase;
  publish(whole);
}

void PeakPyramid::publish(std::uint64_t whole) {
  const std::uint64_t before = known_.load(std::memory_order_relaxed);
  if (whole == before) return;
  for (std::size_t level = 1; level < levels_.size(); ++level) raise(level, before, whole);
  known_.store(whole, std::memory_order_release);
}

void PeakPyramid::raise(std::size_t level, std::uint64_t from, std::uint64_t to) {
  Level& above = levels_[level];
  const Level& below = levels_[level - 1];
  const std::uint64_t first = from / above.size;
  const std::uint64_t end = to == frames_ ? above.perRow : to / above.size;  // cells that are whole
  for (int c = 0; c < channels_; ++c) {
    const PeakPair* source = below.cells.data() + static_cast<std::uint64_t>(c) * below.perRow;
    PeakPair* target = above.cells.data() + static_cast<std::uint64_t>(c) * above.perRow;
    for (std::uint64_t cell = first; cell < end; ++cell) {
      PeakPair pair = kNothing;
      for (std::uint64_t i = cell * kFactor; i < std::min((cell + 1) * kFactor, below.perRow); ++i)
        pair = joined(pair, source[i]);
      target[cell] = pair;
    }
  }
}

void PeakPyramid::replace(std::uint64_t start, ConstAudioView block) {
  assert(start % kBase == 0 && block.channels() == channels_);
  const std::uint64_t end = start + block.frames();
  assert(end % kBase == 0 || end == frames_);
  for (int c = 0; c < channels_; ++c) {
    PeakPair* row = levels_[0].cells.data() + static_cast<std::uint64_t>(c) * levels_[0].perRow;
    for (std::uint64_t at = start; at < end; at += kBase)
      row[at / kBase] = peaksOf(block[c].data() + (at - start), static_cast<std::size_t>(std::min(kBase, end - at)));
  }
  for (std::size_t level = 1; level < levels_.size(); ++level) {
    const std::uint64_t size = levels_[level].size;
    raise(level, start / size * size, std::min(frames_, (end + size - 1) / size * size));
  }
}

PeakPair PeakPyramid::lookUp(int channel, std::uint64_t from, std::uint64_t to) const {
  // The coarsest level whose cells fit in, then finer ones at both ends.
  PeakPair pair = kNothing;
  const auto row = [&](const Level& level) {
    return level.cells.data() + static_cast<std::uint64_t>(channel) * level.perRow;
  };
  std::uint64_t left = from / kBase, right = (to + kBase - 1) / kBase;  // cells of the finest level
  for (std::size_t l = 0; left < right; ++l) {
    const PeakPair* cells = row(levels_[l]);
    if (l + 1 == levels_.size()) {
      for (; left < right; ++left) pair = joined(pair, cells[left]);
      break;
    }
    for (; left < right && left % kFactor != 0; ++left) pair = joined(pair, cells[left]);
    for (; right > left && right % kFactor != 0; --right) pair = joined(pair, cells[right - 1]);
    left /= kFactor;
    right /= kFactor;
  }
  return pair;
}

void PeakPyramid::read(int channel, double start, double framesPerColumn, std::span<PeakPair> columns,
                       std::span<bool> isKnown) const {
  const std::uint64_t known = this->known();
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const double from = start + static_cast<double>(c) * framesPerColumn;
    const double to = std::min(start + static_cast<double>(c + 1) * framesPerColumn, static_cast<double>(frames_));
    isKnown[c] = from >= 0 && to > from && to <= static_cast<double>(known);
    if (!isKnown[c]) continue;
    const auto first = static_cast<std::uint64_t>(from);
    columns[c] = lookUp(channel, first, std::max(first + 1, static_cast<std::uint64_t>(std::ceil(to))));
  }
}

}  // namespace lathe::analysis
