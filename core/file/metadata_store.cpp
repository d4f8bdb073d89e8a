// Which container keeps its metadata where.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/metadata_store.h"

#include "core/audio/error.h"
#include "core/file/chunk_metadata.h"
#include "core/file/tag_metadata.h"

namespace lathe {
namespace {

ChunkEdit editFor(const ByteFile& file, const ChunkMap& map, int sampleRate, const Metadata& metadata) {
  if (map.dialect == ChunkDialect::Iff) return aiffMetadataEdit(file, map, sampleRate, metadata);
  if (map.dialect == ChunkDialect::Caf) return cafMetadataEdit(file, map, sampleRate, metadata);
  return wavMetadataEdit(file, map, sampleRate, metadata);
}

}  // namespace

bool keepsChunks(Container container) noexcept {
  return container == Container::Wav || container == Container::Rf64 || container == Container::W64 ||
         container == Container::Aiff || container == Container::Caf;
}

std::vector<std::string> lostMetadata(const Metadata& metadata, Container container) {
  const bool hasBroadcast = container == Container::Wav || container == Container::Rf64 || container == Container::W64;
  if (!metadata.broadcast || hasBroadcast) return {};
  return {"the broadcast extension (bext) is left out: " + std::string(containerName(container)) +
          " has no place for it"};
}

Metadata readMetadata(const ByteFile& file, const ChunkMap* map, Container container, int sampleRate) {
  if (!keepsChunks(container)) return readFileTags(file, container, sampleRate);
  if (!map) return {};
  if (map->dialect == ChunkDialect::Iff) return readAiffMetadata(file, *map, sampleRate);
  if (map->dialect == ChunkDialect::Caf) return readCafMetadata(file, *map, sampleRate);
  return readWavMetadata(file, *map, sampleRate);
}

void storeMetadata(ByteFile& file, Container container, int sampleRate, const Metadata& metadata,
                   std::uint64_t riffLimit) {
  if (container == Container::Other)
    throw Error(ErrorKind::Unsupported, quoted(file.path()) + " is of a kind whose metadata Lathe cannot change");
  if (!keepsChunks(container)) return storeFileTags(file, container, sampleRate, metadata);
  const auto map = readChunkMap(file);
  if (!map) throw Error(ErrorKind::Damaged, quoted(file.path()) + " has no chunks that could be changed");
  const ChunkEdit edit = editFor(file, *map, sampleRate, metadata);
  replaceChunks(file, *map, edit.isRetired, edit.fresh, riffLimit);
}

}  // namespace lathe
