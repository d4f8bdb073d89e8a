// Cue points and their labels, by number.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/cue_chunk.h"

#include <algorithm>
#include <map>

#include "core/audio/error.h"
#include "core/file/byte_file.h"
#include "core/file/text_fields.h"

namespace lathe {
namespace {

constexpr std::size_t kPointSize = 24;

void readLabels(const Bytes& labels, std::map<std::uint32_t, Marker>& markers) {
  for (std::size_t at = 4; at + 12 <= labels.size();) {
    const std::string id = textOf(labels.data() + at, 4);
    const std::size_t size =
        std::min<std::size_t>(loadLittle<std::uint32_t>(labels.data() + at + 4), labels.size() - at - 8);
    const std::byte* data = labels.data() + at + 8;
    const auto marker = size >= 4 ? markers.find(loadLittle<std::uint32_t>(data)) : markers.end();
    if (marker != markers.end() && id == "labl") marker->second.name = fieldText(data + 4, size - 4);
    if (marker != markers.end() && id == "ltxt" && size >= 8)
      marker->second.length = loadLittle<std::uint32_t>(data + 4);
    at += 8 + size + size % 2;
  }
}

std::uint32_t frame32(std::uint64_t frames, const Marker& marker, const std::filesystem::path& path) {
  if (frames <= 0xFFFFFFFFu) return static_cast<std::uint32_t>(frames);
  throw Error(ErrorKind::Unsupported, "the marker '" + marker.name +
                                          "' lies beyond frame 4294967295, further than the "
                                          "markers of " +
                                          quoted(path) + " can reach; remove it or write CAF or FLAC");
}

}  // namespace

std::vector<Marker> parseCueChunks(const Bytes& cue, const Bytes& labels) {
  std::map<std::uint32_t, Marker> byNumber;
  const std::size_t stated = cue.size() >= 4 ? loadLittle<std::uint32_t>(cue.data()) : 0;
  const std::size_t present = cue.size() >= 4 ? (cue.size() - 4) / kPointSize : 0;
  for (std::size_t i = 0; i < std::min(stated, present); ++i) {
    const std::byte* point = cue.data() + 4 + i * kPointSize;
    byNumber[loadLittle<std::uint32_t>(point)].frame = loadLittle<std::uint32_t>(point + 20);
  }
  readLabels(labels, byNumber);
  std::vector<Marker> markers;
  for (auto& [number, marker] : byNumber) markers.push_back(std::move(marker));
  std::ranges::stable_sort(markers, {}, &Marker::frame);
  return markers;
}

CueChunks buildCueChunks(const std::vector<Marker>& markers, const std::filesystem::path& path) {
  CueChunks chunks;
  appendLittle(chunks.cue, static_cast<std::uint32_t>(markers.size()));
  appendText(chunks.labels, "adtl");
  std::uint32_t number = 0;
  for (const Marker& marker : markers) {
    const std::uint32_t frame = frame32(marker.frame, marker, path);
    appendLittle(chunks.cue, ++number);
    appendLittle(chunks.cue, frame);
    appendText(chunks.cue, "data");
    appendLittle(chunks.cue, std::uint64_t{0});
    appendLittle(chunks.cue, frame);
    if (!marker.name.empty()) {
      appendText(chunks.labels, "labl");
      appendLittle(chunks.labels, static_cast<std::uint32_t>(4 + marker.name.size() + 1));
      appendLittle(chunks.labels, number);
      appendEndedText(chunks.labels, marker.name);
    }
    if (marker.length > 0) {
      appendText(chunks.labels, "ltxt");
      appendLittle(chunks.labels, std::uint32_t{20});
      appendLittle(chunks.labels, number);
      appendLittle(chunks.labels, frame32(marker.length, marker, path));
      appendText(chunks.labels, "rgn ");
      appendLittle(chunks.labels, std::uint64_t{0});
    }
  }
  if (chunks.labels.size() == 4) chunks.labels.clear();
  return chunks;
}

}  // namespace lathe
