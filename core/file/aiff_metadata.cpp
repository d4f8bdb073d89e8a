// ID3 and MARK chunks of AIFF files.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <algorithm>

#include "core/file/chunk_metadata.h"
#include "core/file/tag_metadata.h"
#include "core/file/text_fields.h"

namespace lathe {
namespace {

constexpr std::pair<std::string_view, std::string Metadata::*> kTextChunks[] = {{"NAME", &Metadata::title},
                                                                                {"AUTH", &Metadata::artist},
                                                                                {"(c) ", &Metadata::copyright},
                                                                                {"ANNO", &Metadata::comment}};

std::vector<Marker> parseMarks(const Bytes& chunk) {
  std::vector<Marker> markers;
  const std::size_t count = chunk.size() >= 2 ? loadBig<std::uint16_t>(chunk.data()) : 0;
  for (std::size_t at = 2; markers.size() < count && at + 7 <= chunk.size();) {
    const std::size_t length = std::min(std::to_integer<std::size_t>(chunk[at + 6]), chunk.size() - at - 7);
    markers.push_back({loadBig<std::uint32_t>(chunk.data() + at + 2), 0, fieldText(chunk.data() + at + 7, length)});
    at += 7 + length + (length + 1) % 2;
  }
  std::ranges::stable_sort(markers, {}, &Marker::frame);
  return markers;
}

Bytes buildMarks(const std::vector<Marker>& markers) {
  Bytes chunk;
  const std::size_t count = std::min<std::size_t>(markers.size(), 32767);
  appendBig(chunk, static_cast<std::uint16_t>(count));
  for (std::size_t i = 0; i < count; ++i) {
    Bytes name;
    appendField(name, markers[i].name, std::min<std::size_t>(markers[i].name.size(), 254));
    appendBig(chunk, static_cast<std::uint16_t>(i + 1));
    appendBig(chunk, static_cast<std::uint32_t>(std::min<std::uint64_t>(markers[i].frame, 0xFFFFFFFFu)));
    chunk.push_back(static_cast<std::byte>(name.size()));
    chunk.insert(chunk.end(), name.begin(), name.end());
    if (name.size() % 2 == 0) chunk.push_back(std::byte{0});
  }
  return chunk;
}

}  // namespace

Metadata readAiffMetadata(const ByteFile& file, const ChunkMap& map, int sampleRate) {
  Metadata metadata;
  if (const Chunk* id3 = map.find("ID3 ")) metadata = parseId3(readChunk(file, *id3), sampleRate);
  for (const auto& [id, field] : kTextChunks)
    if (const Chunk* chunk = map.find(id); chunk && (metadata.*field).empty()) {
      const Bytes text = readChunk(file, *chunk, 65536);
      metadata.*field = fieldText(text.data(), text.size());
    }
  if (const Chunk* marks = map.find("MARK"); marks && metadata.markers.empty())
    metadata.markers = parseMarks(readChunk(file, *marks));
  return metadata;
}

ChunkEdit aiffMetadataEdit(const ByteFile& file, const ChunkMap& map, int sampleRate, const Metadata& metadata) {
  ChunkEdit edit;
  edit.isRetired = [](const Chunk& chunk) {
    return chunk.id == "ID3 " || chunk.id == "MARK" ||
           std::ranges::any_of(kTextChunks, [&](const auto& text) { return text.first == chunk.id; });
  };
  const Chunk* old = map.find("ID3 ");
  Bytes tag = updateId3(old ? readChunk(file, *old) : Bytes(), sampleRate, metadata);
  if (!metadata.markers.empty()) edit.fresh.push_back({"MARK", buildMarks(metadata.markers)});
  if (!tag.empty()) edit.fresh.push_back({"ID3 ", std::move(tag)});
  return edit;
}

}  // namespace lathe
