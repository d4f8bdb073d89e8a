// Telling tags from audio: chunks, FLAC's blocks (RFC 9639), ID3 and APE tags, Ogg's pages (RFC 3533).
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/coded_audio.h"

#include <algorithm>
#include <array>
#include <span>

#include "core/file/content_hash.h"
#include "core/file/riff_chunks.h"

namespace lathe {
namespace {

using Ranges = std::vector<ByteRange>;

bool standsAt(const ByteFile& file, std::uint64_t at, std::string_view mark) {
  const Bytes bytes = file.readAt(at, mark.size());
  return textOf(bytes.data(), bytes.size()) == mark;
}

/// Behind the ID3v2 tags that stand at `at` (ID3v2.4, section 3.1: sizes of four times seven bits, perhaps a footer).
std::uint64_t behindId3(const ByteFile& file, std::uint64_t at) {
  for (;;) {
    const Bytes head = file.readAt(at, 10);
    if (head.size() < 10 || textOf(head.data(), 3) != "ID3") return at;
    std::uint64_t size = 0;
    for (std::size_t i = 6; i < 10; ++i) size = size << 7 | (std::to_integer<std::uint64_t>(head[i]) & 0x7F);
    const bool hasFooter = (std::to_integer<int>(head[5]) & 0x10) != 0;
    at += 10 + size + (hasFooter ? 10 : 0);
  }
}

/// Where the ID3v1 and APE tags at the end begin.
std::uint64_t beforeEndTags(const ByteFile& file) {
  std::uint64_t end = file.size();
  if (end >= 128 && standsAt(file, end - 128, "TAG")) end -= 128;
  if (end < 32 || !standsAt(file, end - 32, "APETAGEX")) return end;
  const Bytes footer = file.readAt(end - 32, 32);
  if (footer.size() < 32) return end;
  const std::uint64_t size = loadLittle<std::uint32_t>(footer.data() + 12);
  const bool hasHeader = (loadLittle<std::uint32_t>(footer.data() + 20) & 0x80000000u) != 0;
  const std::uint64_t whole = size + (hasHeader ? 32 : 0);
  return whole <= end ? end - whole : end;
}

Ranges mp3Audio(const ByteFile& file) {
  const std::uint64_t start = behindId3(file, 0), end = beforeEndTags(file);
  return start < end ? Ranges{{start, end - start}} : Ranges{};
}

Ranges flacAudio(const ByteFile& file) {
  std::uint64_t at = behindId3(file, 0);
  const std::uint64_t end = beforeEndTags(file);
  if (standsAt(file, at, "fLaC")) {
    at += 4;
    for (bool isLast = false; !isLast && at < end;) {
      const Bytes head = file.readAt(at, 4);
      if (head.size() < 4) break;
      isLast = (std::to_integer<int>(head[0]) & 0x80) != 0;
      std::uint64_t size = 0;
      for (std::size_t i = 1; i < 4; ++i) size = size << 8 | std::to_integer<std::uint64_t>(head[i]);
      at += 4 + size;
    }
  }
  return at < end ? Ranges{{at, end - at}} : Ranges{};
}

/// `headers`: packets before the audio, which begins on a page of its own.
Ranges oggAudio(const ByteFile& file, int headers) {
  constexpr std::size_t kHead = 27, kGranuleAt = 6;
  Ranges ranges;
  int packets = 0;
  const std::uint64_t end = file.size();
  for (std::uint64_t at = 0; at < end;) {
    const Bytes head = file.readAt(at, kHead + 255);
    const std::size_t segments = head.size() >= kHead ? std::to_integer<std::size_t>(head[26]) : 0;
    if (head.size() < kHead + segments || textOf(head.data(), 4) != "OggS") {
      ranges.push_back({at, end - at});
      break;
    }
    std::uint64_t body = 0;
    int ended = 0;
    for (std::size_t i = kHead; i < kHead + segments; ++i) {
      body += std::to_integer<std::uint64_t>(head[i]);
      ended += head[i] != std::byte{255} ? 1 : 0;
    }
    if (packets >= headers) {
      ranges.push_back({at + kGranuleAt, 8});
      ranges.push_back({at + kHead + segments, body});
    }
    packets += ended;
    at += kHead + segments + body;
  }
  return ranges;
}

Ranges chunkAudio(const ByteFile& file) {
  const auto map = readChunkMap(file);
  const Chunk* audio = map ? map->audio() : nullptr;
  return audio ? Ranges{{audio->dataAt, audio->size}} : Ranges{};
}

/// Reads ranges as if they followed each other.
class RangeReader {
 public:
  RangeReader(const ByteFile& file, Ranges ranges) : file_(file), ranges_(std::move(ranges)) {}

  /// Fills `out` as far as there is something left.
  std::size_t read(std::span<std::byte> out) {
    std::size_t done = 0;
    while (done < out.size() && next_ < ranges_.size()) {
      ByteRange& range = ranges_[next_];
      const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(range.size, out.size() - done));
      const std::size_t got = file_.readAt(range.at, out.subspan(done, count));
      done += got;
      range.at += got;
      range.size -= got;
      if (range.size == 0 || got < count) ++next_;
    }
    return done;
  }

 private:
  const ByteFile& file_;
  Ranges ranges_;
  std::size_t next_ = 0;
};

}  // namespace

Ranges codedAudio(const ByteFile& file, Container container) {
  switch (container) {
    case Container::Flac:
      return flacAudio(file);
    case Container::Mp3:
      return mp3Audio(file);
    case Container::OggVorbis:
      return oggAudio(file, 3);  // identification, comment, setup (Vorbis I, section 4.2)
    case Container::OggOpus:
      return oggAudio(file, 2);  // identification, comment (RFC 7845, section 3)
    default:
      return chunkAudio(file);
  }
}

bool isSameAudio(const ByteFile& a, const ByteFile& b, Container container) {
  RangeReader first(a, codedAudio(a, container)), second(b, codedAudio(b, container));
  Bytes ours(1 << 18), theirs(1 << 18);
  for (;;) {
    const std::size_t got = first.read(ours);
    if (second.read(theirs) != got || !std::ranges::equal(std::span(ours).first(got), std::span(theirs).first(got)))
      return false;
    if (got < ours.size()) return true;
  }
}

std::string audioDigest(const ByteFile& file, Container container) {
  RangeReader reader(file, codedAudio(file, container));
  return sha256OfStream([&](std::span<std::byte> out) { return reader.read(out); }, quoted(file.path()));
}

}  // namespace lathe
