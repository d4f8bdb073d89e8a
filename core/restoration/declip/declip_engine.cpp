// Overlapping sparse frames; blocks of constrained interpolation.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/declip/declip_engine.h"

#include <algorithm>
#include <cmath>

#include "core/audio/exact_math.h"
#include "core/dsp/ar_interpolation.h"
#include "core/dsp/window.h"

namespace lathe {
namespace {

constexpr std::size_t kSizes[] = {2048, 8192, 16384};
constexpr double kTrust = 1.5;  ///< power of samples per bin by which the sizes are weighed
constexpr std::size_t kOverlap = 4;
constexpr std::size_t kArBlock = 1024, kArOrder = 256;
constexpr int kArRounds = 4, kConstraintRounds = 4;
constexpr double kWildest = 6;  ///< times the limit: a fill beyond that comes from a bad model

bool anyClipped(std::span<const Clipped> clipped) {
  return std::ranges::any_of(clipped, [](Clipped c) { return c != Clipped::No; });
}

}  // namespace

SparseDeclipper::SparseDeclipper(std::size_t factor, SparseSolverOptions options) : solve_(std::move(options)) {
  const std::size_t scale = factor >= 4 ? 4 : factor >= 2 ? 2 : 1;
  for (const std::size_t size : kSizes) {
    std::vector<float>& window = windows_.emplace_back(size * scale);
    for (std::size_t n = 0; n < window.size(); ++n)
      window[n] = static_cast<float>(rootHann(n, window.size(), WindowPhase::Centred));
  }
}

std::size_t SparseDeclipper::margin() const noexcept { return windows_.back().size(); }

void SparseDeclipper::add(std::span<const float> window, std::span<const float> sound, std::span<const Clipped> clipped,
                          std::size_t from, std::size_t to, std::uint64_t offset) {
  const std::size_t size = window.size(), hop = size / kOverlap;
  struct Reach {
    std::int64_t begin, end, wanted, wantedEnd;
  };
  const auto reachOf = [&](std::int64_t start) {
    const std::int64_t begin = std::clamp<std::int64_t>(start, 0, std::ssize(sound)),
                       end = std::clamp<std::int64_t>(start + static_cast<std::int64_t>(size), 0, std::ssize(sound));
    return Reach{begin, end, std::max<std::int64_t>(begin, static_cast<std::int64_t>(from)),
                 std::min<std::int64_t>(end, static_cast<std::int64_t>(to))};
  };
  // The first frame of the recording's grid that reaches into what is wanted, as a place in the passage that may be
  // negative.
  const auto first = static_cast<std::int64_t>((offset + from) / hop * hop) - static_cast<std::int64_t>(offset) -
                     static_cast<std::int64_t>(size - hop);
  starts_.clear();
  for (std::int64_t start = first; start < static_cast<std::int64_t>(to); start += static_cast<std::int64_t>(hop)) {
    const Reach r = reachOf(start);
    if (r.wanted < r.wantedEnd && anyClipped(clipped.subspan(static_cast<std::size_t>(r.wanted),
                                                             static_cast<std::size_t>(r.wantedEnd - r.wanted))))
      starts_.push_back(start);
  }
  const auto fill = [&](std::size_t frame, const SparseFrameRows& rows) {
    std::fill_n(rows.heard, size, 0.0f);
    std::fill_n(rows.limits, size, 0.0f);
    std::fill_n(rows.clipped, size, Clipped::No);
    const Reach r = reachOf(starts_[frame]);
    for (std::int64_t at = r.begin; at < r.end; ++at) {
      const auto n = static_cast<std::size_t>(at - starts_[frame]), i = static_cast<std::size_t>(at);
      rows.heard[n] = sound[i] * window[n];
      rows.limits[n] = std::abs(rows.heard[n]);
      rows.clipped[n] = clipped[i];
    }
  };
  solve_(size, starts_.size(), fill, [&](std::size_t frame, const float* result, double bins) {
    const double fit = exact::pow(static_cast<double>(size) / bins, kTrust);
    const Reach r = reachOf(starts_[frame]);
    for (std::int64_t at = r.wanted; at < r.wantedEnd; ++at) {
      const auto n = static_cast<std::size_t>(at - starts_[frame]), i = static_cast<std::size_t>(at);
      sum_[i] += fit * static_cast<double>(result[n]) * static_cast<double>(window[n]);
      weight_[i] += fit * static_cast<double>(window[n]) * static_cast<double>(window[n]);
    }
  });
}

void SparseDeclipper::operator()(std::span<float> sound, std::span<const Clipped> clipped, std::size_t from,
                                 std::size_t to, std::uint64_t offset) {
  sum_.assign(sound.size(), 0);
  weight_.assign(sound.size(), 0);
  for (const std::vector<float>& window : windows_) add(window, sound, clipped, from, to, offset);
  for (std::size_t n = from; n < to; ++n)
    if (clipped[n] != Clipped::No && weight_[n] > 0)
      sound[n] = consistentSample(static_cast<float>(sum_[n] / weight_[n]), sound[n], clipped[n], std::abs(sound[n]));
}

void FastDeclipper::repairBlock(std::span<double> x, std::span<const double> source, std::span<const float> heard,
                                std::span<const Clipped> clipped, std::size_t from, std::size_t to) {
  std::vector<std::size_t> open;
  for (std::size_t n = from; n < to; ++n)
    if (clipped[n] != Clipped::No) open.push_back(n);
  if (open.empty()) return;
  const std::vector<double> before(x.begin() + static_cast<std::ptrdiff_t>(from),
                                   x.begin() + static_cast<std::ptrdiff_t>(to));
  ArInterpolation interpolate(estimator_(source, (from + to) / 2, kArOrder * (factor_ >= 2 ? 2 : 1)));
  for (int round = 0; round < kConstraintRounds && !open.empty(); ++round) {
    std::vector<double> values(open.size());
    bool isBad = !interpolate(x, open, {}, values);
    std::vector<std::size_t> free;
    for (std::size_t i = 0; i < open.size() && !isBad; ++i) {
      const double limit = std::abs(heard[open[i]]), sign = clipped[open[i]] == Clipped::Above ? 1 : -1;
      isBad = std::abs(values[i]) > kWildest * limit;
      x[open[i]] = sign * std::max(limit, sign * values[i]);
      if (sign * values[i] >= limit) free.push_back(open[i]);
    }
    if (isBad) {
      std::ranges::copy(before, x.begin() + static_cast<std::ptrdiff_t>(from));
      return;
    }
    if (free.size() == open.size()) return;
    open = std::move(free);
  }
}

void FastDeclipper::operator()(std::span<float> sound, std::span<const Clipped> clipped, std::size_t from,
                               std::size_t to, std::uint64_t offset) {
  std::vector<double> x(sound.begin(), sound.end());
  const std::size_t block = kArBlock * factor_, first = static_cast<std::size_t>((block - offset % block) % block);
  for (int round = 0; round < kArRounds; ++round) {
    const std::vector<double> source = x;
    for (std::size_t start = 0, end = first; start < sound.size(); start = end, end += block) {
      progress_.throwIfStopped();
      repairBlock(x, source, sound, clipped, start, std::min(end, sound.size()));
    }
  }
  for (std::size_t n = from; n < to; ++n)
    if (clipped[n] != Clipped::No)
      sound[n] = consistentSample(static_cast<float>(x[n]), sound[n], clipped[n], std::abs(sound[n]));
}

}  // namespace lathe
