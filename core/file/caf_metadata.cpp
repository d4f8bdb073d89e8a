// The info chunk of CAF files: keys and values.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <algorithm>

#include "core/file/chunk_metadata.h"
#include "core/file/flat_tags.h"
#include "core/file/text_fields.h"

namespace lathe {
namespace {

/// Core Audio's names (Core Audio Format specification, "Information chunk") for those of Vorbis comments.
constexpr std::pair<std::string_view, std::string_view> kNames[] = {
    {"TITLE", "title"},      {"ARTIST", "artist"},       {"ALBUM", "album"},
    {"GENRE", "genre"},      {"DATE", "year"},           {"TRACKNUMBER", "track number"},
    {"COMMENT", "comments"}, {"COPYRIGHT", "copyright"},
};

std::string flatName(const std::string& key) {
  for (const auto& [flat, caf] : kNames)
    if (caf == key) return std::string(flat);
  return key;
}

std::string cafName(const std::string& key) {
  for (const auto& [flat, caf] : kNames)
    if (flat == key) return std::string(caf);
  return key;
}

/// By the names of Vorbis comments.
FlatTags parseInfo(const Bytes& chunk) {
  std::vector<std::string> texts;
  for (std::size_t at = 4; at < chunk.size();) {
    const auto end = std::find(chunk.begin() + static_cast<std::ptrdiff_t>(at), chunk.end(), std::byte{0});
    const auto length = static_cast<std::size_t>(end - chunk.begin()) - at;
    texts.push_back(fieldText(chunk.data() + at, length));
    at += length + 1;
  }
  FlatTags tags;
  for (std::size_t i = 0; i + 1 < texts.size(); i += 2) tags[flatName(texts[i])] = texts[i + 1];
  return tags;
}

FlatTags infoOf(const ByteFile& file, const ChunkMap& map) {
  const Chunk* chunk = map.find("info");
  return chunk ? parseInfo(readChunk(file, *chunk)) : FlatTags();
}

}  // namespace

Metadata readCafMetadata(const ByteFile& file, const ChunkMap& map, int sampleRate) {
  return fromFlatTags(infoOf(file, map), sampleRate);
}

ChunkEdit cafMetadataEdit(const ByteFile& file, const ChunkMap& map, int sampleRate, const Metadata& metadata) {
  FlatTags tags = toFlatTags(metadata, sampleRate);
  for (const auto& [name, text] : infoOf(file, map))
    if (!isOwnTag(name)) tags[name] = text;
  ChunkEdit edit;
  edit.isRetired = [](const Chunk& chunk) { return chunk.id == "info"; };
  if (tags.empty()) return edit;
  NewChunk info{"info", {}};
  appendBig(info.data, static_cast<std::uint32_t>(tags.size()));
  for (const auto& [name, text] : tags)
    for (const std::string& part : {cafName(name), text}) {
      appendText(info.data, part);
      info.data.push_back(std::byte{0});
    }
  edit.fresh.push_back(std::move(info));
  return edit;
}

}  // namespace lathe
