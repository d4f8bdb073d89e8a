// WAV, RF64 and W64, written by Lathe itself: exact integers, and RF64 when a WAV outgrows 4 GiB.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <algorithm>
#include <span>

#include "core/file/channel_order.h"
#include "core/file/encoder.h"
#include "core/file/pcm_codec.h"
#include "core/file/wav_format.h"

namespace lathe {
namespace {

constexpr std::size_t kPendingBytes = 1 << 17;

PcmCoding codingOf(Encoding encoding) {
  switch (encoding) {
    case Encoding::Int16:
      return PcmCoding::S16;
    case Encoding::Int20:
    case Encoding::Int24:
      return PcmCoding::S24;
    case Encoding::Int32:
      return PcmCoding::S32;
    case Encoding::Float64:
      return PcmCoding::F64;
    default:
      return PcmCoding::F32;
  }
}

ChunkDialect dialectOf(Container container) {
  return container == Container::W64    ? ChunkDialect::W64
         : container == Container::Rf64 ? ChunkDialect::Rf64
                                        : ChunkDialect::Riff;
}

/// What stands before the first chunk.
Bytes fileHead(ChunkDialect dialect) {
  Bytes head;
  if (dialect == ChunkDialect::W64) {
    constexpr unsigned char kRiffRest[] = {0x2E, 0x91, 0xCF, 0x11, 0xA5, 0xD6, 0x28, 0xDB, 0x04, 0xC1, 0x00, 0x00};
    constexpr unsigned char kWaveRest[] = {0xF3, 0xAC, 0xD3, 0x11, 0x8C, 0xD1, 0x00, 0xC0, 0x4F, 0x8E, 0xDB, 0x8A};
    appendText(head, "riff");
    for (const unsigned char b : kRiffRest) head.push_back(std::byte{b});
    appendLittle(head, std::uint64_t{0});
    appendText(head, "wave");
    for (const unsigned char b : kWaveRest) head.push_back(std::byte{b});
    return head;
  }
  appendText(head, dialect == ChunkDialect::Rf64 ? "RF64" : "RIFF");
  appendLittle(head, std::uint32_t{0});
  appendText(head, "WAVE");
  return head;
}

class WavEncoder : public Encoder {
 public:
  WavEncoder(ByteFile& file, const FileFormat& format, const AudioFormat& audio, std::uint64_t riffLimit)
      : file_(file),
        dialect_(dialectOf(format.container)),
        encoding_(format.encoding),
        coding_(codingOf(format.encoding)),
        order_(orderForWriting(format.container, audio.layout)),
        riffLimit_(riffLimit),
        frameBytes_(static_cast<std::size_t>(audio.channels() * bytesPerSample(coding_))) {
    writeHeader(audio);
    block_ = std::max<std::size_t>(1, 16384 / order_.fileChannels.size());
    pending_.reserve(kPendingBytes + block_ * frameBytes_);
    if (isFloat(encoding_))
      floats_.resize(block_ * order_.fileChannels.size());
    else
      integers_.resize(block_ * order_.fileChannels.size());
  }

  std::uint64_t write(ConstAudioView block) override {
    std::uint64_t clipped = 0;
    for (std::size_t done = 0; done < block.frames();) {
      const std::size_t count = std::min(block.frames() - done, block_);
      clipped += append(block.slice(done, count));
      done += count;
    }
    return clipped;
  }

  void finish() override {
    flush();
    const std::uint64_t bytes = frames_ * frameBytes_;
    // Programs on libsndfile would play the padding of a W64 file, so it has none at its end.
    if (dialect_ != ChunkDialect::W64) file_.writeAt(end_, Bytes(bytes % 2));
    if (factAt_ > 0) {
      Bytes fact;
      if (dialect_ == ChunkDialect::W64)
        appendLittle(fact, frames_);
      else
        appendLittle(fact, static_cast<std::uint32_t>(std::min<std::uint64_t>(frames_, 0xFFFFFFFFu)));
      file_.writeAt(factAt_, fact);
    }
    sealSizes(file_, dialect_, {.headerAt = dataHeaderAt_, .bytes = bytes, .frames = frames_}, riffLimit_);
  }

 private:
  void writeHeader(const AudioFormat& audio) {
    Bytes header = fileHead(dialect_);
    const auto add = [&](const NewChunk& chunk) {
      const Bytes bytes = serialiseChunk(dialect_, chunk);
      header.insert(header.end(), bytes.begin(), bytes.end());
    };
    // Room for the sizes of RF64, should the file outgrow RIFF (EBU Tech 3306, section 3.5).
    if (dialect_ != ChunkDialect::W64) add({dialect_ == ChunkDialect::Rf64 ? "ds64" : "JUNK", Bytes(28)});
    add({"fmt ", buildWavFormat(encoding_, audio, order_.mask, dialect_ == ChunkDialect::W64)});
    if (isFloat(encoding_)) {
      add({"fact", Bytes(dialect_ == ChunkDialect::W64 ? 8 : 4)});
      factAt_ = header.size() - (dialect_ == ChunkDialect::W64 ? 8 : 4);
    }
    dataHeaderAt_ = header.size();
    add({"data", {}});
    file_.writeAt(0, header);
    end_ = header.size();
  }

  std::uint64_t append(ConstAudioView block) {
    const std::size_t samples = block.frames() * order_.fileChannels.size();
    const std::size_t at = pending_.size();
    pending_.resize(at + block.frames() * frameBytes_);
    std::uint64_t clipped = 0;
    if (isFloat(encoding_)) {
      interleave(block, order_.fileChannels, floats_.data());
      packFloats(coding_, std::span(floats_).first(samples), pending_.data() + at);
    } else {
      clipped = quantise(block, order_.fileChannels, bitsOf(encoding_), integers_.data());
      packIntegers(coding_, std::span(integers_).first(samples), pending_.data() + at);
    }
    frames_ += block.frames();
    if (pending_.size() >= kPendingBytes) flush();
    return clipped;
  }

  void flush() {
    file_.writeAt(end_, pending_);
    end_ += pending_.size();
    pending_.clear();
  }

  ByteFile& file_;
  ChunkDialect dialect_;
  Encoding encoding_;
  PcmCoding coding_;
  ChannelOrder order_;
  std::uint64_t riffLimit_;
  std::size_t frameBytes_;
  std::size_t block_ = 0;
  std::uint64_t factAt_ = 0;
  std::uint64_t dataHeaderAt_ = 0;
  std::uint64_t end_ = 0;
  std::uint64_t frames_ = 0;
  Bytes pending_;
  std::vector<std::int32_t> integers_;
  std::vector<float> floats_;
};

}  // namespace

std::unique_ptr<Encoder> makeWavEncoder(ByteFile& file, const FileFormat& format, const AudioFormat& audio,
                                        std::uint64_t riffLimit) {
  return std::make_unique<WavEncoder>(file, format, audio, riffLimit);
}

}  // namespace lathe
