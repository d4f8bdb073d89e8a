// Where the metadata of an open file stands: reading and storing it, without touching the audio.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>
#include <vector>

#include "core/file/byte_file.h"
#include "core/file/file_format.h"
#include "core/file/metadata.h"
#include "core/file/riff_chunks.h"

namespace lathe {

/// What of `metadata` a container has no place for, one sentence each: the broadcast extension outside WAV, RF64 and
/// W64.
std::vector<std::string> lostMetadata(const Metadata& metadata, Container container);

/// Of an open file; `map` is null when it has no chunks.
Metadata readMetadata(const ByteFile& file, const ChunkMap* map, Container container, int sampleRate);

/// True when what is said about the audio stands in chunks beside it, which we write ourselves; else in tags, which
/// TagLib writes.
bool keepsChunks(Container container) noexcept;

/// Edits `file` in place; whoever throws leaves it spoilt, so it should be a copy. Throws Error (Unsupported, Damaged,
/// Io).
void storeMetadata(ByteFile& file, Container container, int sampleRate, const Metadata& metadata,
                   std::uint64_t riffLimit = kRiffLimit);

}  // namespace lathe
