// Blocks and windows of all tracks in one list.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/measurement/album.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "analysis/loudness/loudness_gate.h"
#include "core/audio/error.h"

namespace lathe::analysis {
namespace {

constexpr int kMomentaryBins = 40, kShortTermBins = 300, kStep = 10;

struct FigureId {
  AlbumFigure figure;
  std::string_view id;
};
constexpr std::array kFigures = {
    FigureId{AlbumFigure::Integrated, "integrated"}, FigureId{AlbumFigure::LoudestTrack, "loudest-track"},
    FigureId{AlbumFigure::MaxShortTerm, "max-short-term"}, FigureId{AlbumFigure::TopOfRange, "top-of-range"}};

void append(std::vector<double>& to, const std::vector<double>& from) { to.insert(to.end(), from.begin(), from.end()); }

/// The larger of two that may be absent; `index` notes whose it is.
template <class Value>
void raise(std::optional<Value>& highest, std::optional<std::size_t>& index, const std::optional<Value>& value,
           std::size_t i) {
  if (!value || (highest && *value <= *highest)) return;
  highest = value;
  index = i;
}

TrackRelation relationOf(const AlbumTrack& track, const std::vector<double>& windows) {
  TrackRelation relation;
  relation.integrated = track.measurement.integrated;
  if (track.measurement.maxShortTerm) relation.maxShortTerm = track.measurement.maxShortTerm->loudness;
  relation.topOfRange = topOfRange(windows);
  if (track.measurement.truePeak) relation.truePeak = track.measurement.truePeak->level;
  return relation;
}

std::optional<LoudnessUnits> difference(const std::optional<Lufs>& a, const std::optional<Lufs>& b) {
  if (!a || !b) return {};
  return LoudnessUnits{a->value - b->value};
}

}  // namespace

std::string_view idOf(AlbumFigure figure) noexcept {
  return std::ranges::find(kFigures, figure, &FigureId::figure)->id;
}

AlbumFigure albumFigureFromId(std::string_view id) {
  const auto found = std::ranges::find(kFigures, id, &FigureId::id);
  if (found != kFigures.end()) return found->figure;
  throw Error(ErrorKind::Invalid, "there is no figure '" + std::string(id) +
                                      "' to conform by; there are integrated, loudest-track, "
                                      "max-short-term and top-of-range");
}

std::optional<Lufs> topOfRange(std::span<const double> windows) {
  const auto above = [](std::span<const double> values, double least) {
    std::vector<double> kept;
    std::ranges::copy_if(values, std::back_inserter(kept), [least](double v) { return v >= least; });
    return kept;
  };
  std::vector<double> loud = above(windows, toMeanSquare(Lufs{-70}));
  if (loud.empty()) return {};
  const double mean = std::accumulate(loud.begin(), loud.end(), 0.0) / static_cast<double>(loud.size());
  loud = above(loud, mean / 100);
  std::ranges::sort(loud);
  return toLoudness(loud[static_cast<std::size_t>(std::lround(static_cast<double>(loud.size() - 1) * 0.95))]);
}

AlbumMeasurement measureAlbum(std::span<const AlbumTrack> tracks) {
  AlbumMeasurement album;
  std::vector<double> allBlocks, allWindows;
  std::optional<Lufs> loudest;
  for (std::size_t i = 0; i < tracks.size(); ++i) {
    const AlbumTrack& track = tracks[i];
    const TimeGrid grid{track.measurement.format.sampleRate};
    const auto windows = windowMeanSquares(track.bins, grid, kShortTermBins, kStep);
    append(allBlocks, windowMeanSquares(track.bins, grid, kMomentaryBins, kStep));
    append(allWindows, windows);
    album.tracks.push_back(relationOf(track, windows));
    album.duration += track.measurement.duration;
    raise(loudest, album.loudestTrack, track.measurement.integrated, i);
    raise(album.maxShortTerm, album.maxShortTermTrack, album.tracks.back().maxShortTerm, i);
    raise(album.truePeak, album.truePeakTrack, album.tracks.back().truePeak, i);
  }
  if (const auto gated = gatedLoudness(allBlocks)) album.integrated = gated->integrated;
  album.loudnessRange = loudnessRange(allWindows);
  album.topOfRange = topOfRange(allWindows);
  for (std::size_t i = 0; i < album.tracks.size(); ++i) {
    TrackRelation& track = album.tracks[i];
    track.aboveAlbum = difference(track.integrated, album.integrated);
    if (i > 0) track.abovePrevious = difference(track.integrated, album.tracks[i - 1].integrated);
  }
  return album;
}

std::optional<Lufs> AlbumMeasurement::figure(AlbumFigure figure) const {
  switch (figure) {
    case AlbumFigure::Integrated:
      return integrated;
    case AlbumFigure::LoudestTrack:
      return loudestTrack ? tracks[*loudestTrack].integrated : std::nullopt;
    case AlbumFigure::MaxShortTerm:
      return maxShortTerm;
    case AlbumFigure::TopOfRange:
      break;
  }
  return topOfRange;
}

std::optional<Lufs> AlbumMeasurement::figure(AlbumFigure figure, std::size_t track) const {
  switch (figure) {
    case AlbumFigure::Integrated:
    case AlbumFigure::LoudestTrack:
      return tracks[track].integrated;
    case AlbumFigure::MaxShortTerm:
      return tracks[track].maxShortTerm;
    case AlbumFigure::TopOfRange:
      break;
  }
  return tracks[track].topOfRange;
}

}  // namespace lathe::analysis
