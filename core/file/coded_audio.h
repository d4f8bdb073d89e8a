// Where a file's coded audio lies: what editing its metadata must leave as it is, byte for byte.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>
#include <vector>

#include "core/file/byte_file.h"
#include "core/file/file_format.h"

namespace lathe {

/// Some bytes of a file.
struct ByteRange {
  std::uint64_t at = 0;
  std::uint64_t size = 0;
};

/// The parts of the file that hold coded audio, in their order: the data chunk (WAV, RF64, W64, AIFF, CAF), what
/// follows the metadata blocks (FLAC), what lies between the tags (MP3), the bodies and granule positions of the pages
/// behind the header packets (Ogg). What cannot be told from audio counts as audio. Throws Error (Io).
std::vector<ByteRange> codedAudio(const ByteFile& file, Container container);

/// True when both hold the same coded audio. Throws Error (Io).
bool isSameAudio(const ByteFile& a, const ByteFile& b, Container container);

/// SHA-256 of the coded audio. Throws Error (Io).
std::string audioDigest(const ByteFile& file, Container container);

}  // namespace lathe
