// What a file says about its audio: titles, codes, broadcast extension, markers.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lathe {

/// A named place in the audio; a range when `length` is not 0.
struct Marker {
  std::uint64_t frame = 0;
  std::uint64_t length = 0;
  std::string name;

  friend bool operator==(const Marker&, const Marker&) = default;
};

/// EBU Tech 3285 broadcast extension (bext), version 2. Loudness values are absent when the file does not give them.
struct BroadcastExtension {
  std::string description;          ///< up to 256 characters
  std::string originator;           ///< up to 32
  std::string originatorReference;  ///< up to 32
  std::string date;                 ///< yyyy-mm-dd
  std::string time;                 ///< hh:mm:ss
  std::uint64_t timeReference = 0;  ///< first sample's count since midnight
  std::string codingHistory;
  std::optional<double> loudness;       ///< integrated, LUFS
  std::optional<double> loudnessRange;  ///< LU
  std::optional<double> maxTruePeak;    ///< dBTP
  std::optional<double> maxMomentary;   ///< LUFS
  std::optional<double> maxShortTerm;   ///< LUFS

  friend bool operator==(const BroadcastExtension&, const BroadcastExtension&) = default;
};

/// Tags and markers. An empty string means that the file does not say. UTF-8.
struct Metadata {
  std::string title;
  std::string artist;
  std::string album;
  std::string genre;
  std::string year;
  std::string track;  ///< "3" or "3/12"
  std::string comment;
  std::string copyright;
  std::string isrc;
  std::optional<BroadcastExtension> broadcast;
  std::vector<Marker> markers;

  friend bool operator==(const Metadata&, const Metadata&) = default;
};

}  // namespace lathe
