// Opening: which decoder, what the file is, and the clip that streams from it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/audio_file.h"

#include <algorithm>
#include <atomic>
#include <cassert>

#include "core/audio/error.h"
#include "core/file/byte_file.h"
#include "core/file/decoder.h"
#include "core/file/metadata_store.h"
#include "core/file/riff_chunks.h"

namespace lathe {
namespace {

class StreamedClip : public FileClip {
 public:
  explicit StreamedClip(OpenFile file) : file_(std::move(file)) {}

  const AudioFormat& format() const noexcept override { return file_.info.audio; }
  std::uint64_t frames() const noexcept override { return file_.info.frames; }
  const FileInfo& info() const noexcept override { return file_.info; }
  std::uint64_t replacedSamples() const noexcept override { return replacedSamples_.load(std::memory_order_relaxed); }
  std::uint64_t lostFrames() const noexcept override { return lostFrames_.load(std::memory_order_relaxed); }
  const PackedIntegers* packed() const noexcept override { return file_.decoder->packed(); }

  void readPacked(std::uint64_t start, std::span<std::byte> out) const override {
    const std::size_t frameBytes =
        packed()->fileChannels.size() * static_cast<std::size_t>(bytesPerSample(packed()->coding));
    const std::size_t wanted = out.size() / frameBytes, got = file_.decoder->readPacked(start, out);
    if (got == wanted) return;
    std::ranges::fill(out.subspan(got * frameBytes), packed()->coding == PcmCoding::U8 ? std::byte{0x80} : std::byte{});
    lostFrames_.fetch_add(wanted - got, std::memory_order_relaxed);
  }

  void read(std::uint64_t start, AudioView out) const override {
    assert(out.channels() == format().channels());
    const std::uint64_t available = start < frames() ? frames() - start : 0;
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(available, out.frames()));
    if (count > 0) {
      const ReadFaults faults = file_.decoder->read(start, out.slice(0, count));
      replacedSamples_.fetch_add(faults.replacedSamples, std::memory_order_relaxed);
      lostFrames_.fetch_add(faults.lostFrames, std::memory_order_relaxed);
    }
    clear(out.slice(count, out.frames() - count));
  }

 private:
  OpenFile file_;
  mutable std::atomic<std::uint64_t> replacedSamples_ = 0;
  mutable std::atomic<std::uint64_t> lostFrames_ = 0;
};

}  // namespace

void checkReadable(const std::filesystem::path& path, int channels, int sampleRate) {
  if (channels < 1) throw Error(ErrorKind::Damaged, quoted(path) + " says that it has no channels");
  if (channels > kMostChannels)
    throw Error(ErrorKind::Unsupported, quoted(path) + " says that it has " + std::to_string(channels) +
                                            " channels; Lathe reads up to " + std::to_string(kMostChannels));
  if (sampleRate < kLowestRate || sampleRate > kHighestRate)
    throw Error(ErrorKind::Unsupported, quoted(path) + " has a sample rate of " + std::to_string(sampleRate) +
                                            " Hz; Lathe reads 8000 to 384000 Hz");
}

OpenFile openAudioFile(const std::filesystem::path& path) {
  ByteFile file = ByteFile::openForReading(path);
  if (file.size() == 0) throw Error(ErrorKind::Damaged, quoted(path) + " is empty");
  OpenFile open;
  open.info.path = path;
  const auto map = readChunkMap(file);
  if (map) {
    open.info.warnings = map->warnings;
    open.decoder = openWavDecoder(file, *map, open.info);
  }
  if (!open.decoder) open.decoder = openSndfileDecoder(file, map ? &*map : nullptr, open.info);
  const ByteFile again = ByteFile::openForReading(path);  // the decoder has taken the first one
  open.info.metadata =
      readMetadata(again, map ? &*map : nullptr, open.info.format.container, open.info.audio.sampleRate);
  return open;
}

FileInfo describeFile(const std::filesystem::path& path) { return openAudioFile(path).info; }

std::shared_ptr<const FileClip> openClip(const std::filesystem::path& path) {
  return std::make_shared<StreamedClip>(openAudioFile(path));
}

}  // namespace lathe
