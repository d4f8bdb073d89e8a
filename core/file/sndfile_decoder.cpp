// Compressed and foreign formats through libsndfile.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <algorithm>
#include <mutex>
#include <optional>

#include "core/audio/error.h"
#include "core/audio/number_text.h"
#include "core/file/channel_order.h"
#include "core/file/decoder.h"
#include "core/file/library_messages.h"
#include "core/file/pcm_codec.h"
#include "core/file/sndfile_format.h"
#include "core/file/sndfile_stream.h"
#include "core/file/tag_metadata.h"

namespace lathe {
namespace {

/// Keeps its place: reads that follow each other never seek.
class SndfileDecoder : public Decoder {
 public:
  SndfileDecoder(ByteFile& file, SF_INFO& info) : file_(std::move(file)) {
    stream_.emplace(file_, SFM_READ, info);
    stream_->rethrow();
    if (!stream_->handle()) failToOpen();
    format_ = info.format;
    // A compressed frame depends on earlier ones, so a seek lands before the target and decodes up to it.
    const int codec = format_ & SF_FORMAT_SUBMASK;
    if (codec == SF_FORMAT_MPEG_LAYER_III || codec == SF_FORMAT_MPEG_LAYER_II || codec == SF_FORMAT_MPEG_LAYER_I)
      preRoll_ = 16 * 1152;
    if (codec == SF_FORMAT_OPUS || codec == SF_FORMAT_VORBIS) preRoll_ = 16384;
  }

  ByteFile& file() noexcept { return file_; }

  void setChannels(std::vector<int> fileChannels) {
    fileChannels_ = std::move(fileChannels);
    block_ = std::max<std::size_t>(1, 16384 / fileChannels_.size());
    if (isIntegerSndfile(format_))
      integers_.resize(block_ * fileChannels_.size());
    else
      floats_.resize(block_ * fileChannels_.size());
  }

  ReadFaults read(std::uint64_t start, AudioView out) override {
    const std::lock_guard lock(mutex_);
    const LibraryListener listener(file_.path());
    ReadFaults faults;
    std::size_t done = 0;
    if (goTo(start)) {
      while (done < out.frames()) {
        const std::size_t got = decode(out.slice(done, std::min(out.frames() - done, block_)), faults);
        if (got == 0) break;
        done += got;
      }
    }
    stream_->rethrow();
    clear(out.slice(done, out.frames() - done));
    faults.lostFrames += out.frames() - done;
    return faults;
  }

  /// True when the last of `frames` frames can be read.
  bool reaches(std::uint64_t frames) {
    if (frames == 0) return true;
    AudioBuffer last(static_cast<int>(fileChannels_.size()), 1);
    const bool isThere = read(frames - 1, last.view()).lostFrames == 0;
    return isThere;
  }

  /// Frames that decode from the start on, at most `most`.
  std::uint64_t countFrames(std::uint64_t most) {
    const std::lock_guard lock(mutex_);
    const LibraryListener listener(file_.path());
    AudioBuffer scratch(static_cast<int>(fileChannels_.size()), block_);
    std::uint64_t count = 0;
    ReadFaults faults;
    reopen();
    while (count < most) {
      const std::size_t got = decode(scratch.view(), faults);
      if (got == 0) break;
      count += got;
    }
    stream_->rethrow();
    reopen();
    return std::min(count, most);
  }

 private:
  static constexpr std::uint64_t kNowhere = ~std::uint64_t{0};

  [[noreturn]] void failToOpen() {
    if (sf_error(nullptr) == SF_ERR_UNRECOGNISED_FORMAT)
      throw Error(ErrorKind::Unsupported, quoted(file_.path()) + " is not an audio file that Lathe can read");
    std::string reason = sf_strerror(nullptr);
    while (!reason.empty() && (reason.back() == '.' || reason.back() == ' ')) reason.pop_back();
    throw Error(ErrorKind::Damaged,
                quoted(file_.path()) + " is damaged or of a kind that Lathe cannot read (" + reason + ")");
  }

  /// A decoder that met damage does not always recover, so it starts anew.
  void reopen() {
    SF_INFO info{};
    stream_.emplace(file_, SFM_READ, info);
    stream_->rethrow();
    if (!stream_->handle()) failToOpen();
    position_ = 0;
  }

  bool goTo(std::uint64_t start) {
    if (position_ == start) return true;
    const std::uint64_t from = start > preRoll_ ? start - preRoll_ : 0;
    const sf_count_t reached = sf_seek(stream_->handle(), static_cast<sf_count_t>(from), SEEK_SET);
    if (reached == static_cast<sf_count_t>(from)) {
      position_ = from;
      return skipTo(start);
    }
    if (start >= deadFrom_) return false;
    reopen();  // damage: the way there goes through all that comes before
    const bool isThere = skipTo(start);
    if (!isThere) deadFrom_ = start;
    return isThere;
  }

  bool skipTo(std::uint64_t start) {
    AudioBuffer scratch(static_cast<int>(fileChannels_.size()), start > position_ ? block_ : 0);
    ReadFaults ignored;
    while (position_ < start) {
      const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(start - position_, block_));
      if (decode(scratch.view().slice(0, wanted), ignored) == 0) return false;
    }
    return position_ == start;
  }

  /// Up to block_ frames from the decoder's place on; 0 at the end or where the file is broken.
  std::size_t decode(AudioView out, ReadFaults& faults) {
    const auto wanted = static_cast<sf_count_t>(out.frames());
    const sf_count_t got = integers_.empty() ? sf_readf_float(stream_->handle(), floats_.data(), wanted)
                                             : sf_readf_int(stream_->handle(), integers_.data(), wanted);
    const std::size_t count = got > 0 ? std::min(static_cast<std::size_t>(got), out.frames()) : 0;
    if (integers_.empty())
      faults.replacedSamples += deinterleave(floats_.data(), fileChannels_, out.slice(0, count));
    else
      deinterleave(integers_.data(), fileChannels_, out.slice(0, count));
    position_ = count == out.frames() ? position_ + count : kNowhere;
    return count;
  }

  ByteFile file_;
  std::optional<SndfileStream> stream_;
  int format_ = 0;
  std::uint64_t preRoll_ = 0;
  std::vector<int> fileChannels_;
  std::size_t block_ = 0;
  std::mutex mutex_;
  std::uint64_t position_ = kNowhere;
  std::uint64_t deadFrom_ = kNowhere;  ///< cannot be reached, neither by seeking nor by decoding all before it
  std::vector<int> integers_;
  std::vector<float> floats_;
};

/// Opus says in its header whether its channels have the order of Vorbis (RFC 7845, section 5.1.1).
bool isOpusInVorbisOrder(const ByteFile& file) {
  const Bytes head = file.readAt(0, 512);
  const std::string text = textOf(head.data(), head.size());
  const std::size_t at = text.find("OpusHead");
  return at != std::string::npos && at + 18 < head.size() && head[at + 18] <= std::byte{1};
}

ChannelOrder orderInFile(const ByteFile& file, const ChunkMap* map, const FileInfo& info, int channels) {
  switch (info.format.container) {
    case Container::OggVorbis:
      return vorbisOrder(channels);
    case Container::OggOpus:
      return isOpusInVorbisOrder(file) ? vorbisOrder(channels) : plainOrder(usualLayout(channels));
    case Container::Aiff:
    case Container::Caf: {
      const Chunk* chunk = map ? map->find(info.format.container == Container::Caf ? "chan" : "CHAN") : nullptr;
      const auto speakers = chunk ? parseChannelChunk(readChunk(file, *chunk, 4096), channels) : std::nullopt;
      return speakers ? sortedOrder(*speakers) : plainOrder(usualLayout(channels));
    }
    case Container::Flac:
      if (const auto mask = readFlacChannelMask(file)) return plainOrder(ChannelLayout::fromWaveMask(*mask, channels));
      return plainOrder(usualLayout(channels));
    default:
      return plainOrder(usualLayout(channels));
  }
}

}  // namespace

std::unique_ptr<Decoder> openSndfileDecoder(ByteFile& file, const ChunkMap* map, FileInfo& info) {
  SF_INFO sndfile{};
  auto decoder = std::make_unique<SndfileDecoder>(file, sndfile);
  checkReadable(info.path, sndfile.channels, sndfile.samplerate);
  info.format = formatOfSndfile(sndfile.format);
  ChannelOrder order = orderInFile(decoder->file(), map, info, sndfile.channels);
  info.audio = {sndfile.samplerate, order.layout};
  decoder->setChannels(std::move(order.fileChannels));

  const auto stated = static_cast<std::uint64_t>(std::max<sf_count_t>(sndfile.frames, 0));
  info.frames = stated;
  if (!decoder->reaches(stated)) {
    info.frames = decoder->countFrames(stated);
    info.warnings.push_back(stated > std::uint64_t{1} << 48
                                ? "the header does not say how long the audio is"
                                : "the file is cut short or damaged: its header promises " + std::to_string(stated) +
                                      " frames and " + std::to_string(info.frames) + " can be read");
  }
  return decoder;
}

}  // namespace lathe
