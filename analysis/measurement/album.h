// Several tracks as one programme: the figures of an album, how its tracks relate, and the gains that conform them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/measurement/measurement.h"

namespace lathe::analysis {

struct AlbumTrack {
  Measurement measurement;
  std::vector<double> bins;  ///< weighted energies of 10 ms each (Meter::loudnessBins)
};

/// What of a track or an album is brought to a target.
enum class AlbumFigure {
  Integrated,    ///< of an album: gated over the blocks of all tracks together
  LoudestTrack,  ///< of an album: the integrated loudness of its loudest track; of a track: its own
  MaxShortTerm,
  TopOfRange,  ///< the upper end of the loudness range: the 95 % point of the gated short-term loudness (Tech 3342)
};
std::string_view idOf(
    AlbumFigure figure) noexcept;  ///< "integrated", "loudest-track", "max-short-term", "top-of-range"
/// Throws Error (Invalid) with the names that there are.
AlbumFigure albumFigureFromId(std::string_view id);

struct TrackRelation {
  std::optional<Lufs> integrated, maxShortTerm, topOfRange;
  std::optional<Decibels> truePeak;
  std::optional<LoudnessUnits> aboveAlbum;     ///< integrated loudness above the album's
  std::optional<LoudnessUnits> abovePrevious;  ///< above that of the track before
};

struct AlbumMeasurement {
  Seconds duration;
  std::optional<Lufs> integrated;
  std::optional<LoudnessUnits> loudnessRange;  ///< of the windows of all tracks together
  std::optional<Lufs> topOfRange;
  std::optional<std::size_t> loudestTrack;  ///< by integrated loudness
  std::optional<Lufs> maxShortTerm;
  std::optional<std::size_t> maxShortTermTrack;
  std::optional<Decibels> truePeak;
  std::optional<std::size_t> truePeakTrack;
  std::vector<TrackRelation> tracks;

  std::optional<Lufs> figure(AlbumFigure figure) const;
  std::optional<Lufs> figure(AlbumFigure figure, std::size_t track) const;
};

/// No window reaches from one track into the next. Tracks may have different rates and layouts.
AlbumMeasurement measureAlbum(std::span<const AlbumTrack> tracks);

/// The upper end of the loudness range of windows of 3 s, ten a second; nothing when no window is at least -70 LUFS.
std::optional<Lufs> topOfRange(std::span<const double> windows);

}  // namespace lathe::analysis
