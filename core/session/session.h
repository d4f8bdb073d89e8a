// A session as a value: tracks made of regions on audio files, chains, markers, and how it is delivered.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/chain/chain.h"
#include "core/file/file_format.h"
#include "core/file/metadata.h"
#include "core/processors/resample_settings.h"
#include "core/spectral/spectral_edit.h"

namespace lathe {

/// Members of a session file that this version does not know, as JSON text; kept and written back.
using UnknownMembers = std::string;

/// An audio file that regions play from.
struct AudioSource {
  std::filesystem::path path;  ///< absolute
  std::string sha256;          ///< of the whole file when it was added; empty: not computed
  int sampleRate = 0;          ///< Hz
  int channels = 0;
  std::uint64_t frames = 0;
  UnknownMembers unknown = {};

  friend bool operator==(const AudioSource&, const AudioSource&) = default;
};
using SourcePtr = std::shared_ptr<const AudioSource>;

enum class FadeCurve { Linear, EqualPower, SCurve };

/// A ramp between silence and the full level.
struct Fade {
  std::uint64_t length = 0;  ///< frames
  FadeCurve curve = FadeCurve::EqualPower;
  UnknownMembers unknown = {};

  friend bool operator==(const Fade&, const Fade&) = default;
};

/// Of regions and tracks.
constexpr Decibels kLowestGain = -144_dB, kHighestGain = 48_dB;

/// A stretch of a source on a track. Frames are counted at the session's sample rate.
struct Region {
  SourcePtr source;
  std::uint64_t start = 0;  ///< in the source
  std::uint64_t length = 0;
  std::uint64_t position = 0;  ///< on the track
  Decibels gain = 0.0_dB;      ///< from kLowestGain to kHighestGain
  Fade fadeIn = {};
  Fade fadeOut = {};
  UnknownMembers unknown = {};

  /// Sources compare by value, so a session that was saved and loaded equals the one before.
  friend bool operator==(const Region& a, const Region& b);
};

/// One piece of music; renders to one file.
struct Track {
  std::string title;
  std::string artist;  ///< empty: the album's
  std::string isrc;
  std::vector<Region> regions;
  Seconds gap = 2_s;  ///< silence before it on an album
  Decibels gain = 0.0_dB;
  bool isMuted = false;                     ///< left out of renders
  std::vector<SpectralEdit> spectralEdits;  ///< first to last, before the chain; times from the track's start
  Chain chain;
  std::vector<Marker> markers;
  UnknownMembers unknown = {};

  friend bool operator==(const Track&, const Track&) = default;
  /// Frames from the track's start to the end of its last region.
  std::uint64_t length() const noexcept;
};

/// How tracks become files.
struct Delivery {
  FileFormat format = {};
  ResampleSettings conversion = {};
  std::optional<Lufs> target;                 ///< integrated loudness of each file
  std::optional<Decibels> ceiling;            ///< dBTP; sets the last limiter's ceiling
  bool keepsTails = false;                    ///< files grow by the tail of the chain
  std::string fileName = "{number} {title}";  ///< {number} {title} {artist} {album}
  std::string artist, album, genre, year, copyright;
  UnknownMembers unknown = {};

  friend bool operator==(const Delivery&, const Delivery&) = default;
};

/// Cheap to copy: audio files are shared. Everything that a user can change is in here.
struct Session {
  std::string name;
  int sampleRate = 0;  ///< Hz, of tracks and chains; set when the first source comes in, see withRate()
  std::vector<Track> tracks;
  Chain masterChain;  ///< after each track's own chain
  Delivery delivery;
  UnknownMembers unknown = {};

  friend bool operator==(const Session&, const Session&) = default;
  /// sampleRate; before it is set that of the first source, or 44100 when there is none.
  int rate() const noexcept;
};

/// A source for a file on disk. Throws Error as describeFile does. The hash is computed when `isHashed`.
SourcePtr makeSource(const std::filesystem::path& path, bool isHashed = true);

/// A track that plays a whole source, titled by the file's metadata or name.
Track trackOf(const SourcePtr& source, int sessionRate);

/// Sources of all regions, each once, in order of first use.
std::vector<SourcePtr> sourcesOf(const Session& session);

}  // namespace lathe
