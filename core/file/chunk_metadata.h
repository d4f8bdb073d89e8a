// Metadata in the chunks of WAV, RF64, W64, AIFF and CAF files.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <functional>
#include <vector>

#include "core/file/byte_file.h"
#include "core/file/metadata.h"
#include "core/file/riff_chunks.h"

namespace lathe {

/// What to take out of a file and what to put in instead.
struct ChunkEdit {
  std::function<bool(const Chunk&)> isRetired;
  std::vector<NewChunk> fresh;
};

/// WAV, RF64, BW64, W64: LIST INFO, bext, cue, LIST adtl. An ID3 tag that is there fills gaps and is kept up to date.
Metadata readWavMetadata(const ByteFile& file, const ChunkMap& map, int sampleRate);
ChunkEdit wavMetadataEdit(const ByteFile& file, const ChunkMap& map, int sampleRate, const Metadata& metadata);

/// AIFF: an ID3 tag for everything; MARK too, for other programs. NAME, AUTH, (c) and ANNO are read.
Metadata readAiffMetadata(const ByteFile& file, const ChunkMap& map, int sampleRate);
ChunkEdit aiffMetadataEdit(const ByteFile& file, const ChunkMap& map, int sampleRate, const Metadata& metadata);

/// CAF: the info chunk.
Metadata readCafMetadata(const ByteFile& file, const ChunkMap& map, int sampleRate);
ChunkEdit cafMetadataEdit(const ByteFile& file, const ChunkMap& map, int sampleRate, const Metadata& metadata);

}  // namespace lathe
