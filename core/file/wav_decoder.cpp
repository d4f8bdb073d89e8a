// Plain samples of the WAVE family, read straight from the file's bytes.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <algorithm>
#include <array>

#include "core/audio/error.h"
#include "core/file/channel_order.h"
#include "core/file/decoder.h"
#include "core/file/pcm_codec.h"
#include "core/file/wav_format.h"

namespace lathe {
namespace {

/// Needs no lock: every read says where it reads.
class WavDecoder : public Decoder {
 public:
  WavDecoder(ByteFile file, PcmCoding coding, std::uint64_t dataAt, std::vector<int> fileChannels)
      : file_(std::move(file)), dataAt_(dataAt), packed_{coding, std::move(fileChannels)} {}

  const PackedIntegers* packed() const noexcept override {
    return packed_.coding == PcmCoding::F32 || packed_.coding == PcmCoding::F64 ? nullptr : &packed_;
  }
  std::size_t readPacked(std::uint64_t start, std::span<std::byte> out) override {
    return file_.readAt(dataAt_ + start * frameBytes(), out) / frameBytes();
  }

  ReadFaults read(std::uint64_t start, AudioView out) override {
    std::array<std::byte, 1 << 16> bytes;  // 64 channels of 8 bytes still give 128 frames
    const std::size_t frameBytes = this->frameBytes();
    ReadFaults faults;
    for (std::size_t done = 0; done < out.frames();) {
      const std::size_t wanted = std::min(out.frames() - done, bytes.size() / frameBytes);
      const std::size_t got =
          file_.readAt(dataAt_ + (start + done) * frameBytes, std::span(bytes).first(wanted * frameBytes)) / frameBytes;
      faults.replacedSamples += decodePcm(packed_.coding, bytes.data(), packed_.fileChannels, out.slice(done, got));
      if (got < wanted) {  // the file became shorter after it was opened
        clear(out.slice(done + got, out.frames() - done - got));
        faults.lostFrames += out.frames() - done - got;
        break;
      }
      done += got;
    }
    return faults;
  }

 private:
  std::size_t frameBytes() const noexcept {
    return packed_.fileChannels.size() * static_cast<std::size_t>(bytesPerSample(packed_.coding));
  }

  ByteFile file_;
  std::uint64_t dataAt_;
  PackedIntegers packed_;
};

Container containerOf(ChunkDialect dialect) {
  return dialect == ChunkDialect::W64    ? Container::W64
         : dialect == ChunkDialect::Rf64 ? Container::Rf64
                                         : Container::Wav;
}

}  // namespace

std::unique_ptr<Decoder> openWavDecoder(ByteFile& file, const ChunkMap& map, FileInfo& info) {
  if (map.form != "WAVE") return nullptr;
  const Chunk* formatChunk = map.find("fmt ");
  const auto format = formatChunk ? parseWavFormat(readChunk(file, *formatChunk, 64)) : std::nullopt;
  if (!format) throw Error(ErrorKind::Damaged, quoted(info.path) + " has no format chunk, so its samples mean nothing");
  checkReadable(info.path, format->channels, format->sampleRate);
  if (!format->coding) return nullptr;
  const Chunk* data = map.audio();
  if (!data) throw Error(ErrorKind::Damaged, quoted(info.path) + " has no audio in it");
  const auto frameBytes = static_cast<std::uint64_t>(format->frameBytes);
  info.format.container = containerOf(map.dialect);
  info.format.encoding = format->encoding;
  info.frames = data->size / frameBytes;
  if (data->size % frameBytes != 0) info.warnings.push_back("the last frame is incomplete and is left out");
  if (format->hasBadFrameSize)
    info.warnings.push_back("the header's bytes per frame do not fit its channels and bits, which are believed");
  ChannelOrder order = plainOrder(format->layout());
  info.audio = {format->sampleRate, order.layout};
  return std::make_unique<WavDecoder>(std::move(file), *format->coding, data->dataAt, std::move(order.fileChannels));
}

}  // namespace lathe
