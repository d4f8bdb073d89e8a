// Bins filled as the stream comes, and what is read from them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/compliance/level_track.h"

#include <algorithm>
#include <cmath>

#include "core/audio/simd.h"

namespace lathe::analysis {
namespace {

constexpr std::size_t kFloorBins = kBinsPerSecond / 2;

LATHE_VECTOR_CLONES
void addSamples(const float* samples, std::size_t count, LevelTrack::Bin* bin) {
  constexpr std::size_t kLanes = 16;
  float peaks[kLanes] = {}, squares[kLanes] = {};
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes)
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      const float x = samples[i + lane], magnitude = std::abs(x);
      peaks[lane] = magnitude > peaks[lane] ? magnitude : peaks[lane];
      squares[lane] += x * x;
    }
  for (; i < count; ++i) {
    peaks[0] = std::max(peaks[0], std::abs(samples[i]));
    squares[0] += samples[i] * samples[i];
  }
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    bin->peak = std::max(bin->peak, peaks[lane]);
    bin->squares += squares[lane];
  }
}

double squaresOf(const LevelTrack& track, std::size_t bin) {
  double sum = 0;
  for (const auto& channel : track.channels) sum += static_cast<double>(channel[bin].squares);
  return sum;
}

bool isBelow(const LevelTrack& track, std::size_t bin, double meanSquare) {
  const double most = meanSquare * static_cast<double>(track.length(bin));
  return std::ranges::all_of(track.channels,
                             [&](const auto& channel) { return static_cast<double>(channel[bin].squares) < most; });
}

}  // namespace

Seconds LevelTrack::time(std::size_t bin) const noexcept {
  return {static_cast<double>(std::min(frames, grid.start(bin))) / grid.sampleRate};
}

std::uint64_t LevelTrack::length(std::size_t bin) const noexcept {
  return std::min(frames, grid.start(bin + 1)) - grid.start(bin);
}

void LevelTrackMeter::begin(const AudioFormat& format) {
  track_ = {TimeGrid{format.sampleRate}, 0,
            std::vector<std::vector<LevelTrack::Bin>>(static_cast<std::size_t>(format.channels()))};
  open_.assign(track_.channels.size(), {});
}

void LevelTrackMeter::add(ConstAudioView block) {
  for (std::size_t done = 0; done < block.frames();) {
    const std::uint64_t end = track_.grid.start(track_.bins() + 1);
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(block.frames() - done, end - track_.frames));
    for (std::size_t c = 0; c < open_.size(); ++c)
      addSamples(block[static_cast<int>(c)].data() + done, count, &open_[c]);
    done += count;
    track_.frames += count;
    if (track_.frames < end) return;
    for (std::size_t c = 0; c < open_.size(); ++c) track_.channels[c].push_back(open_[c]);
    open_.assign(open_.size(), {});
  }
}

LevelTrack LevelTrackMeter::result() const {
  LevelTrack track = track_;
  if (track.frames > track.grid.start(track.bins()))
    for (std::size_t c = 0; c < open_.size(); ++c) track.channels[c].push_back(open_[c]);
  return track;
}

std::optional<Decibels> rmsOf(const LevelTrack& track) {
  double sum = 0;
  for (std::size_t bin = 0; bin < track.bins(); ++bin) sum += squaresOf(track, bin);
  if (sum <= 0) return {};
  const double samples = static_cast<double>(track.frames) * static_cast<double>(track.channels.size());
  return toDecibels(std::sqrt(sum / samples));
}

std::optional<NoiseFloor> noiseFloorOf(const LevelTrack& track) {
  std::optional<NoiseFloor> floor;
  for (std::size_t first = 0; first + kFloorBins <= track.bins(); first += 1) {
    double sum = 0;
    std::uint64_t frames = 0;
    bool hasSound = true;
    for (std::size_t bin = first; bin < first + kFloorBins && hasSound; ++bin) {
      const double squares = squaresOf(track, bin);
      hasSound = squares > 0;
      sum += squares;
      frames += track.length(bin);
    }
    if (!hasSound) continue;
    const double samples = static_cast<double>(frames) * static_cast<double>(track.channels.size());
    const Decibels level = toDecibels(std::sqrt(sum / samples));
    if (!floor || level < floor->level) floor = NoiseFloor{level, track.time(first), track.time(first + kFloorBins)};
  }
  return floor;
}

EdgeSilence edgeSilenceOf(const LevelTrack& track, Decibels threshold) {
  const double meanSquare = toGain(threshold) * toGain(threshold);
  const std::size_t bins = track.bins();
  std::size_t head = 0, tail = 0;
  while (head < bins && isBelow(track, head, meanSquare)) ++head;
  while (tail < bins && isBelow(track, bins - 1 - tail, meanSquare)) ++tail;
  return {track.time(head), track.time(bins) - track.time(bins - tail)};
}

}  // namespace lathe::analysis
