// Which container keeps its metadata where.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/metadata_store.h"

#include "core/audio/error.h"
#include "core/file/atomic_file.h"
#include "core/file/audio_file.h"
#include "core/file/chunk_metadata.h"
#include "core/file/coded_audio.h"
#include "core/file/copy_bytes.h"
#include "core/file/tag_metadata.h"

namespace lathe {
namespace {

/// Runs `edit` on a copy of the file, and puts it in its place when the audio in it is still what it was.
template <class Edit>
void editCopy(const std::filesystem::path& path, Container container, Edit edit) {
  const ByteFile old = ByteFile::openForReading(path);
  AtomicFile copy(path, Overwrite::Yes);
  copyBytes(old, copy.bytes());
  edit(copy.bytes());
  if (!isSameAudio(old, copy.bytes(), container))
    throw Error(ErrorKind::Io, quoted(path) + " was not changed, because its audio would not have stayed what it is");
  copy.commit();
}

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

void writeMetadata(const std::filesystem::path& path, const Metadata& metadata) {
  const FileInfo info = describeFile(path);
  editCopy(path, info.format.container,
           [&](ByteFile& copy) { storeMetadata(copy, info.format.container, info.audio.sampleRate, metadata); });
}

void writeTags(const std::filesystem::path& path, const std::map<std::string, std::string>& fresh,
               const std::vector<std::string>& removed) {
  const Container container = describeFile(path).format.container;
  if (keepsChunks(container) || container == Container::Other)
    throw Error(ErrorKind::Unsupported,
                quoted(path) + " is a " + std::string(containerName(container)) + " file, which has no such tags");
  editCopy(path, container, [&](ByteFile& copy) { changeFileTags(copy, container, fresh, removed); });
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
