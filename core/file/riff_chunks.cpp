// Walking chunk lists whose sizes may lie.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/riff_chunks.h"

#include <algorithm>
#include <map>

#include "core/audio/error.h"

namespace lathe {
namespace {

constexpr std::size_t kMostChunks = 4096;
constexpr std::uint32_t kUnknown32 = 0xFFFFFFFFu;
constexpr std::uint64_t kUnknown64 = ~std::uint64_t{0};

/// How a dialect lays out a chunk.
struct Grammar {
  std::uint64_t firstChunkAt;
  std::uint64_t headerSize;
  std::uint64_t alignment;
};

Grammar grammarOf(ChunkDialect dialect) {
  switch (dialect) {
    case ChunkDialect::W64:
      return {40, 24, 8};
    case ChunkDialect::Caf:
      return {8, 12, 1};
    default:
      return {12, 8, 2};
  }
}

bool looksLikeId(const std::byte* id) {
  return std::all_of(id, id + 4, [](std::byte b) { return b >= std::byte{32} && b < std::byte{127}; });
}

std::optional<ChunkMap> recognise(const ByteFile& file) {
  const Bytes head = file.readAt(0, 40);
  if (head.size() < 8) return std::nullopt;
  const std::string kind = textOf(head.data(), 4);
  ChunkMap map;
  const auto form = [&](std::size_t at) { return head.size() >= at + 4 ? textOf(head.data() + at, 4) : std::string(); };
  if (kind == "RIFF" || kind == "RF64" || kind == "BW64") {
    map.dialect = kind == "RIFF" ? ChunkDialect::Riff : ChunkDialect::Rf64;
    map.form = form(8);
    if (map.form != "WAVE") return std::nullopt;
  } else if (kind == "FORM") {
    map.dialect = ChunkDialect::Iff;
    map.form = form(8);
    if (map.form != "AIFF" && map.form != "AIFC") return std::nullopt;
  } else if (kind == "riff" && head.size() >= 40 && form(24) == "wave") {
    map.dialect = ChunkDialect::W64;
    map.form = "WAVE";
  } else if (kind == "caff") {
    map.dialect = ChunkDialect::Caf;
  } else {
    return std::nullopt;
  }
  return map;
}

/// Walks the chunks of one file.
class Walker {
 public:
  Walker(const ByteFile& file, ChunkMap& map)
      : file_(file), map_(map), grammar_(grammarOf(map.dialect)), fileSize_(file.size()) {}

  void walk() {
    std::uint64_t at = grammar_.firstChunkAt;
    map_.end = std::min(at, fileSize_);
    while (at + grammar_.headerSize <= fileSize_ && map_.chunks.size() < kMostChunks) {
      const Bytes header = file_.readAt(at, static_cast<std::size_t>(grammar_.headerSize));
      if (header.size() < grammar_.headerSize || !looksLikeId(header.data())) break;
      at = addChunk(at, header);
      map_.end = std::min(at, fileSize_);
    }
    if (map_.end < fileSize_) map_.isSound = false;
  }

 private:
  std::uint64_t addChunk(std::uint64_t at, const Bytes& header) {
    Chunk chunk{.id = textOf(header.data(), 4), .headerAt = at, .dataAt = at + grammar_.headerSize};
    const std::uint64_t present = fileSize_ - chunk.dataAt;
    const std::uint64_t stated = statedSize(chunk, header, present);
    chunk.size = std::min(stated, present);
    if (stated > present && stated != kUnknown64) warnShort(chunk, stated);
    if (stated > present) map_.isSound = false;
    if (chunk.id == "ds64") readDs64(chunk);
    map_.chunks.push_back(chunk);
    const std::uint64_t end = chunk.dataAt + chunk.size - grammar_.firstChunkAt;
    return grammar_.firstChunkAt + (end + grammar_.alignment - 1) / grammar_.alignment * grammar_.alignment;
  }

  void warnShort(const Chunk& chunk, std::uint64_t stated) {
    if (isAudio(chunk))
      map_.warnings.push_back("the file is cut short: its header promises " + std::to_string(stated) +
                              " bytes of audio and " + std::to_string(chunk.size) + " are there");
    else
      map_.warnings.push_back("the chunk '" + chunk.id + "' is cut short");
  }

  static bool isAudio(const Chunk& chunk) { return chunk.id == "data" || chunk.id == "SSND"; }

  /// kUnknown64 when the file does not say, as a stream's header does not.
  std::uint64_t statedSize(const Chunk& chunk, const Bytes& header, std::uint64_t present) {
    std::uint64_t size = 0;
    bool isOpen = false;
    switch (map_.dialect) {
      case ChunkDialect::Riff:
      case ChunkDialect::Rf64:
        size = loadLittle<std::uint32_t>(header.data() + 4);
        if (size == kUnknown32 && map_.dialect == ChunkDialect::Rf64 && long_.contains(chunk.id)) {
          size = long_.at(chunk.id);
          isOpen = isAudio(chunk) && (size == kUnknown64 || (size == 0 && present > 0 && !sizeOfWholeIsTrue()));
        } else {
          isOpen = isAudio(chunk) && (size == kUnknown32 || (size == 0 && present > 0 && !sizeOfWholeIsTrue()));
        }
        break;
      case ChunkDialect::Iff:
        size = loadBig<std::uint32_t>(header.data() + 4);
        break;
      case ChunkDialect::W64:
        size = loadLittle<std::uint64_t>(header.data() + 16);
        isOpen = isAudio(chunk) && (size == kUnknown64 || size < grammar_.headerSize);
        size = size < grammar_.headerSize ? 0 : size - grammar_.headerSize;
        break;
      case ChunkDialect::Caf:
        size = loadBig<std::uint64_t>(header.data() + 4);
        isOpen = isAudio(chunk) && size == kUnknown64;
        break;
    }
    if (!isOpen) return std::min(size, kUnknown64 - 1);
    map_.warnings.push_back(
        "the header does not say how long the audio is (a recording that was not closed, or a "
        "stream), so it is read to the end of the file");
    return kUnknown64;
  }

  /// Tells an empty file from one whose sizes were never filled in.
  bool sizeOfWholeIsTrue() const {
    const Bytes head = file_.readAt(0, 8);
    if (head.size() < 8) return false;
    std::uint64_t whole = loadLittle<std::uint32_t>(head.data() + 4);
    if (map_.dialect == ChunkDialect::Rf64 && whole == kUnknown32 && long_.contains("RIFF")) whole = long_.at("RIFF");
    return whole + 8 == fileSize_ || whole + 9 == fileSize_;
  }

  void readDs64(const Chunk& chunk) {
    const Bytes bytes = readChunk(file_, chunk, 4096);
    if (bytes.size() < 16) return;
    long_["RIFF"] = loadLittle<std::uint64_t>(bytes.data());
    long_["data"] = loadLittle<std::uint64_t>(bytes.data() + 8);
    for (std::size_t at = 28; at + 12 <= bytes.size(); at += 12)
      long_[textOf(bytes.data() + at, 4)] = loadLittle<std::uint64_t>(bytes.data() + at + 4);
  }

  const ByteFile& file_;
  ChunkMap& map_;
  Grammar grammar_;
  std::uint64_t fileSize_;
  std::map<std::string, std::uint64_t> long_;
};

Bytes chunkHeader(ChunkDialect dialect, const std::string& id, std::uint64_t size) {
  Bytes header;
  appendText(header, id);
  switch (dialect) {
    case ChunkDialect::Riff:
    case ChunkDialect::Rf64:
      appendLittle(header, static_cast<std::uint32_t>(size));
      break;
    case ChunkDialect::Iff:
      appendBig(header, static_cast<std::uint32_t>(size));
      break;
    case ChunkDialect::Caf:
      appendBig(header, size);
      break;
    case ChunkDialect::W64: {
      // The names are four characters and a fixed rest; only "riff" and "list" have another one.
      constexpr unsigned char kRest[] = {0xF3, 0xAC, 0xD3, 0x11, 0x8C, 0xD1, 0x00, 0xC0, 0x4F, 0x8E, 0xDB, 0x8A};
      constexpr unsigned char kListRest[] = {0x2F, 0x91, 0xCF, 0x11, 0xA5, 0xD6, 0x28, 0xDB, 0x04, 0xC1, 0x00, 0x00};
      for (const unsigned char b : id == "list" ? kListRest : kRest) header.push_back(std::byte{b});
      appendLittle(header, size + 24);
    }
  }
  return header;
}

std::string fillerId(ChunkDialect dialect) {
  return dialect == ChunkDialect::Caf ? "free" : dialect == ChunkDialect::W64 ? "junk" : "JUNK";
}

/// Moves what stands between `from` and `end` to `to`.
void moveBytes(ByteFile& file, std::uint64_t from, std::uint64_t end, std::uint64_t to) {
  constexpr std::uint64_t kBlock = 1 << 20;
  const std::uint64_t count = end - from;
  for (std::uint64_t done = 0; done < count;) {
    const std::uint64_t part = std::min(kBlock, count - done);
    const std::uint64_t at = to > from ? count - done - part : done;  // from the end when it moves that way
    file.writeAt(to + at, file.readAt(from + at, static_cast<std::size_t>(part)));
    done += part;
  }
}

void writeLittle32(ByteFile& file, std::uint64_t at, std::uint32_t value) {
  std::byte bytes[4];
  storeLittle(bytes, value);
  file.writeAt(at, bytes);
}

void writeLittle64(ByteFile& file, std::uint64_t at, std::uint64_t value) {
  std::byte bytes[8];
  storeLittle(bytes, value);
  file.writeAt(at, bytes);
}

void writeDs64(ByteFile& file, const DataPlace& data, std::uint64_t wholeSize) {
  writeLittle64(file, 20, wholeSize);
  writeLittle64(file, 28, data.bytes);
  writeLittle64(file, 36, data.frames);
  writeLittle32(file, 4, kUnknown32);
  writeLittle32(file, data.headerAt + 4, kUnknown32);
}

/// RIFF with a filler chunk of 28 bytes in front becomes RF64, its filler the ds64 (EBU Tech 3306, section 3.5).
void promote(ByteFile& file) {
  const Bytes head = file.readAt(0, 20);
  if (head.size() < 20 || textOf(head.data() + 12, 4) != "JUNK" || loadLittle<std::uint32_t>(head.data() + 16) < 28)
    throw Error(ErrorKind::Unsupported, quoted(file.path()) +
                                            " would outgrow 4 GiB, the most that a plain WAV can hold; "
                                            "write it as RF64 first");
  Bytes name;
  appendText(name, "RF64");
  file.writeAt(0, name);
  name.clear();
  appendText(name, "ds64");
  file.writeAt(12, name);
  writeLittle32(file, 44, 0);
}

/// Frames of the audio chunk by the fmt chunk's bytes per frame, for the ds64 chunk.
DataPlace dataPlace(const ByteFile& file, const ChunkMap& map) {
  const Chunk* data = map.audio();
  if (!data) return {};
  DataPlace place{.headerAt = data->headerAt, .bytes = data->size};
  const Chunk* format = map.find("fmt ");
  const Bytes bytes = format ? readChunk(file, *format, 16) : Bytes();
  const std::uint64_t frameBytes = bytes.size() >= 14 ? loadLittle<std::uint16_t>(bytes.data() + 12) : 0;
  place.frames = frameBytes > 0 ? place.bytes / frameBytes : 0;
  return place;
}

/// Cuts off retired chunks at the end and makes fillers of the others; returns the file's new end.
std::uint64_t retire(ByteFile& file, const ChunkMap& map, const std::function<bool(const Chunk&)>& isRetired) {
  const Grammar grammar = grammarOf(map.dialect);
  std::uint64_t end = grammar.firstChunkAt;
  bool isPadded = true;
  for (const Chunk& chunk : map.chunks)
    if (!isRetired(chunk)) {
      end = chunk.dataAt + chunk.size;
      isPadded = map.dialect != ChunkDialect::W64 || &chunk != map.audio();
    }
  const std::uint64_t beyond = (end - grammar.firstChunkAt) % grammar.alignment;
  if (beyond != 0 && isPadded) end += grammar.alignment - beyond;
  for (const Chunk& chunk : map.chunks)
    if (isRetired(chunk) && chunk.headerAt < end) {
      file.writeAt(chunk.headerAt, chunkHeader(map.dialect, fillerId(map.dialect), chunk.size));
      file.writeAt(chunk.dataAt, Bytes(static_cast<std::size_t>(chunk.size)));
    }
  file.truncate(end);
  return end;
}

/// libsndfile, and so many a program, plays whatever follows the samples of a W64 file, so there the new chunks take
/// the place of the retired ones before the audio, which moves. Returns the place of the audio's header.
std::uint64_t putBeforeAudio(ByteFile& file, const ChunkMap& map, const std::function<bool(const Chunk&)>& isRetired,
                             const Bytes& fresh, std::uint64_t end) {
  const std::uint64_t audioAt = map.audio()->headerAt;
  Bytes before;
  for (const Chunk& chunk : map.chunks) {
    if (chunk.headerAt >= audioAt || isRetired(chunk)) continue;
    const Bytes kept = serialiseChunk(map.dialect, {chunk.id, readChunk(file, chunk)});
    before.insert(before.end(), kept.begin(), kept.end());
  }
  before.insert(before.end(), fresh.begin(), fresh.end());
  const std::uint64_t newAudioAt = grammarOf(map.dialect).firstChunkAt + before.size();
  moveBytes(file, audioAt, end, newAudioAt);
  file.writeAt(grammarOf(map.dialect).firstChunkAt, before);
  file.truncate(newAudioAt + end - audioAt);
  return newAudioAt;
}

}  // namespace

const Chunk* ChunkMap::find(std::string_view id) const noexcept {
  const auto found = std::ranges::find(chunks, id, &Chunk::id);
  return found == chunks.end() ? nullptr : &*found;
}

const Chunk* ChunkMap::audio() const noexcept { return find(dialect == ChunkDialect::Iff ? "SSND" : "data"); }

std::optional<ChunkMap> readChunkMap(const ByteFile& file) {
  auto map = recognise(file);
  if (map) Walker(file, *map).walk();
  return map;
}

Bytes readChunk(const ByteFile& file, const Chunk& chunk, std::size_t limit) {
  return file.readAt(chunk.dataAt, static_cast<std::size_t>(std::min<std::uint64_t>(chunk.size, limit)));
}

Bytes serialiseChunk(ChunkDialect dialect, const NewChunk& chunk) {
  Bytes bytes = chunkHeader(dialect, chunk.id, chunk.data.size());
  bytes.insert(bytes.end(), chunk.data.begin(), chunk.data.end());
  while (bytes.size() % grammarOf(dialect).alignment != 0) bytes.push_back(std::byte{0});
  return bytes;
}

void replaceChunks(ByteFile& file, const ChunkMap& map, const std::function<bool(const Chunk&)>& isRetired,
                   const std::vector<NewChunk>& fresh, std::uint64_t limit) {
  if (!map.isSound)
    throw Error(ErrorKind::Damaged, quoted(file.path()) +
                                        " has sizes that are not true or bytes that belong to no chunk, "
                                        "so it cannot be edited in place; convert it to a new file");
  const std::uint64_t end = retire(file, map, isRetired);
  Bytes bytes;
  for (const NewChunk& chunk : fresh) {
    const Bytes one = serialiseChunk(map.dialect, chunk);
    bytes.insert(bytes.end(), one.begin(), one.end());
  }
  DataPlace data = dataPlace(file, map);
  if (map.dialect == ChunkDialect::W64 && map.audio())
    data.headerAt = putBeforeAudio(file, map, isRetired, bytes, end);
  else
    file.writeAt(end, bytes);
  sealSizes(file, map.dialect, data, limit);
}

void sealSizes(ByteFile& file, ChunkDialect dialect, const DataPlace& data, std::uint64_t limit) {
  const std::uint64_t whole = file.size();
  if (dialect == ChunkDialect::Riff && whole - 8 > limit) {
    promote(file);
    dialect = ChunkDialect::Rf64;
  }
  switch (dialect) {
    case ChunkDialect::Riff:
      writeLittle32(file, 4, static_cast<std::uint32_t>(whole - 8));
      if (data.headerAt > 0) writeLittle32(file, data.headerAt + 4, static_cast<std::uint32_t>(data.bytes));
      break;
    case ChunkDialect::Rf64:
      writeDs64(file, data, whole - 8);
      break;
    case ChunkDialect::W64:
      writeLittle64(file, 16, whole);
      if (data.headerAt > 0) writeLittle64(file, data.headerAt + 16, data.bytes + 24);
      break;
    case ChunkDialect::Iff: {
      if (whole - 8 > limit)
        throw Error(ErrorKind::Unsupported,
                    quoted(file.path()) + " would outgrow 4 GiB, the most that an AIFF can hold; write WAV or CAF");
      Bytes size;
      appendBig(size, static_cast<std::uint32_t>(whole - 8));
      file.writeAt(4, size);
      break;
    }
    case ChunkDialect::Caf:
      break;
  }
}

}  // namespace lathe
