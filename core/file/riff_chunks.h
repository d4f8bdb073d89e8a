// The chunks of RIFF, RF64, BW64, W64, AIFF and CAF files: where they are, and how to put new ones in.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/file/byte_file.h"

namespace lathe {

enum class ChunkDialect {
  Riff,  ///< RIFF: 32-bit little-endian sizes
  Rf64,  ///< RF64 (EBU Tech 3306) and BW64 (ITU-R BS.2088): sizes beyond 32 bits stand in a ds64 chunk
  W64,   ///< Sony Wave64: 16-byte names, 64-bit sizes that count the header
  Iff,   ///< AIFF, AIFF-C: 32-bit big-endian sizes
  Caf,   ///< Core Audio: 64-bit big-endian sizes
};

struct Chunk {
  std::string id;  ///< four characters; in W64 the first four of the name
  std::uint64_t headerAt = 0;
  std::uint64_t dataAt = 0;
  std::uint64_t size = 0;  ///< bytes that are really there
};

struct ChunkMap {
  ChunkDialect dialect = ChunkDialect::Riff;
  std::string form;  ///< "WAVE", "AIFF", "AIFC"; empty in CAF
  std::vector<Chunk> chunks;
  std::uint64_t end = 0;  ///< where the last chunk ends, padding included
  bool isSound = true;    ///< every size is true and nothing unknown follows: the file can be edited in place
  std::vector<std::string> warnings;  ///< one sentence each

  const Chunk* find(std::string_view id) const noexcept;
  /// The chunk that holds the samples ("data" or "SSND").
  const Chunk* audio() const noexcept;
};

/// Nothing when the file is of none of these kinds. Damage shortens the map, it does not throw.
std::optional<ChunkMap> readChunkMap(const ByteFile& file);

/// A chunk's bytes, at most `limit` of them.
Bytes readChunk(const ByteFile& file, const Chunk& chunk, std::size_t limit = 16u << 20);

struct NewChunk {
  std::string id;
  Bytes data;
};

/// The largest RIFF or AIFF file: its size field holds 32 bits.
constexpr std::uint64_t kRiffLimit = 0xFFFFFFFFu;

/// A chunk as it stands in a file of that dialect, header and padding included.
Bytes serialiseChunk(ChunkDialect dialect, const NewChunk& chunk);

/// Takes out the chunks that `isRetired` names and appends the new ones; the audio stays where it is, and what stood
/// before kept chunks becomes an empty filler chunk. In W64 the new ones go before the audio, which moves. A RIFF file
/// that outgrows `limit` becomes RF64 if it has a filler of 28 bytes first, as Lathe's own have. Throws Error (Damaged
/// for a file whose sizes lie, Unsupported when it would outgrow its kind, Io).
void replaceChunks(ByteFile& file, const ChunkMap& map, const std::function<bool(const Chunk&)>& isRetired,
                   const std::vector<NewChunk>& fresh, std::uint64_t limit = kRiffLimit);

/// Where a WAVE file's samples are: what its size fields must say.
struct DataPlace {
  std::uint64_t headerAt = 0;
  std::uint64_t bytes = 0;
  std::uint64_t frames = 0;
};

/// Writes the size fields of a file that is otherwise complete: those of the whole and, in the WAVE family, those of
/// the audio; turns RIFF into RF64 beyond `limit`. Throws Error as replaceChunks does.
void sealSizes(ByteFile& file, ChunkDialect dialect, const DataPlace& data, std::uint64_t limit = kRiffLimit);

}  // namespace lathe
