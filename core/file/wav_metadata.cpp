// INFO, bext and cue chunks of the WAVE family.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/broadcast_chunk.h"
#include "core/file/chunk_metadata.h"
#include "core/file/cue_chunk.h"
#include "core/file/info_list.h"
#include "core/file/tag_metadata.h"

namespace lathe {
namespace {

bool isId3(const Chunk& chunk) { return chunk.id == "id3 " || chunk.id == "ID3 "; }

/// The LIST chunk (in W64 it is called list) of one type; nothing when there is none.
const Chunk* findList(const ByteFile& file, const ChunkMap& map, std::string_view type) {
  for (const Chunk& chunk : map.chunks)
    if ((chunk.id == "LIST" || chunk.id == "list") && chunk.size >= 4) {
      const Bytes name = readChunk(file, chunk, 4);
      if (name.size() == 4 && textOf(name.data(), 4) == type) return &chunk;
    }
  return nullptr;
}

Bytes contents(const ByteFile& file, const Chunk* chunk) { return chunk ? readChunk(file, *chunk) : Bytes(); }

const Chunk* findId3(const ChunkMap& map) {
  for (const Chunk& chunk : map.chunks)
    if (isId3(chunk)) return &chunk;
  return nullptr;
}

void fillGaps(Metadata& metadata, const Metadata& from) {
  for (const auto field : {&Metadata::title, &Metadata::artist, &Metadata::album, &Metadata::genre, &Metadata::year,
                           &Metadata::track, &Metadata::comment, &Metadata::copyright, &Metadata::isrc})
    if ((metadata.*field).empty()) metadata.*field = from.*field;
}

}  // namespace

Metadata readWavMetadata(const ByteFile& file, const ChunkMap& map, int sampleRate) {
  Metadata metadata;
  readInfo(parseInfoList(contents(file, findList(file, map, "INFO"))), metadata);
  metadata.broadcast = parseBroadcastChunk(contents(file, map.find("bext")));
  metadata.markers = parseCueChunks(contents(file, map.find("cue ")), contents(file, findList(file, map, "adtl")));
  if (const Chunk* id3 = findId3(map)) fillGaps(metadata, parseId3(readChunk(file, *id3), sampleRate));
  return metadata;
}

ChunkEdit wavMetadataEdit(const ByteFile& file, const ChunkMap& map, int sampleRate, const Metadata& metadata) {
  const std::string listId = map.dialect == ChunkDialect::W64 ? "list" : "LIST";
  const Chunk* info = findList(file, map, "INFO");
  const Chunk* labels = findList(file, map, "adtl");
  ChunkEdit edit;
  edit.isRetired = [infoAt = info ? info->headerAt : 0, labelsAt = labels ? labels->headerAt : 0](const Chunk& chunk) {
    return chunk.id == "bext" || chunk.id == "cue " || isId3(chunk) || chunk.headerAt == infoAt ||
           chunk.headerAt == labelsAt;
  };
  if (metadata.broadcast) edit.fresh.push_back({"bext", buildBroadcastChunk(*metadata.broadcast)});
  const InfoList entries = updatedInfo(parseInfoList(contents(file, info)), metadata);
  if (!entries.empty()) edit.fresh.push_back({listId, buildInfoList(entries)});
  if (!metadata.markers.empty()) {
    CueChunks cue = buildCueChunks(metadata.markers, file.path());
    edit.fresh.push_back({"cue ", std::move(cue.cue)});
    if (!cue.labels.empty()) edit.fresh.push_back({listId, std::move(cue.labels)});
  }
  if (const Chunk* id3 = findId3(map)) {
    Metadata tags = metadata;
    tags.markers.clear();  // the cue chunk has them
    Bytes tag = updateId3(readChunk(file, *id3), sampleRate, tags);
    if (!tag.empty()) edit.fresh.push_back({id3->id, std::move(tag)});
  }
  return edit;
}

}  // namespace lathe
