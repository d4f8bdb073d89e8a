// Loudness kept in a file's own tags: bext version 2 in WAV, ReplayGain 2 in FLAC, Ogg Vorbis and MP3, R128 in Opus.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "analysis/measurement/measurement.h"

namespace lathe::analysis {

/// Of the album a file belongs to.
struct AlbumTagValues {
  Lufs integrated;
  double peak = 0;  ///< linear, true peak
};

/// Writes the figures; the audio's bytes stay as they are and the file is replaced whole or not at all.
/// - WAV, RF64, W64: EBU Tech 3285 v2 loudness fields (integrated, range, true peak, max M and S), in hundredths;
/// - FLAC, Ogg Vorbis, MP3: REPLAYGAIN_TRACK_GAIN ("-3.21 dB", to -18 LUFS) and _PEAK (linear, six decimals), and those
///   of the album;
/// - Opus: R128_TRACK_GAIN and R128_ALBUM_GAIN (RFC 7845 5.2.1: to -23 LUFS, in 1/256 dB), and no ReplayGain beside.
/// Gives what was written, one line each. Throws Error (NotPossible without loudness, Unsupported for other containers;
/// as writeMetadata does).
std::vector<std::string> writeLoudnessTags(const std::filesystem::path& path, const Measurement& measurement,
                                           const std::optional<AlbumTagValues>& album = {});

/// Throws Error (Unsupported) for a file that has no place for it.
void checkTakesLoudness(const std::filesystem::path& path);

/// The texts of the tags.
std::string replayGainText(Lufs integrated);
std::string replayPeakText(double peak);
std::string r128GainText(Lufs integrated);

}  // namespace lathe::analysis
