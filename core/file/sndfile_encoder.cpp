// AIFF, CAF, FLAC and the lossy formats, written through libsndfile from our own integers.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <algorithm>

#include "core/audio/error.h"
#include "core/file/channel_order.h"
#include "core/file/encoder.h"
#include "core/file/library_messages.h"
#include "core/file/ogg_serial.h"
#include "core/file/pcm_codec.h"
#include "core/file/sndfile_format.h"
#include "core/file/sndfile_stream.h"
#include "core/file/tag_metadata.h"

namespace lathe {
namespace {

class SndfileEncoder : public Encoder {
 public:
  SndfileEncoder(ByteFile& file, const FileFormat& format, const AudioFormat& audio)
      : file_(file),
        format_(format),
        layout_(audio.layout),
        order_(orderForWriting(format.container, audio.layout)),
        info_{.frames = 0,
              .samplerate = audio.sampleRate,
              .channels = audio.channels(),
              .format = sndfileFormat(format),
              .sections = 0,
              .seekable = 0},
        stream_(file, SFM_WRITE, info_) {
    stream_.rethrow();
    if (!stream_.handle())
      throw Error(ErrorKind::Unsupported, quoted(file.path()) +
                                              " cannot be written: " + std::string(containerName(format.container)) +
                                              " of " + std::to_string(audio.channels()) + " channels at " +
                                              std::to_string(audio.sampleRate) + " Hz is refused by libsndfile");
    configure();
    block_ = std::max<std::size_t>(1, 16384 / order_.fileChannels.size());
    if (isIntegerSndfile(info_.format))
      integers_.resize(block_ * order_.fileChannels.size());
    else
      floats_.resize(block_ * order_.fileChannels.size());
  }

  std::uint64_t write(ConstAudioView block) override {
    checkRoom(block.frames());
    const LibraryListener listener(file_.path());
    std::uint64_t clipped = 0;
    for (std::size_t done = 0; done < block.frames();) {
      const std::size_t count = std::min(block.frames() - done, block_);
      clipped += append(block.slice(done, count));
      done += count;
    }
    return clipped;
  }

  void finish() override {
    // Without a first sample libsndfile writes no header, or one too long, by itself; that of CAF it would spoil.
    if (frames_ == 0 && format_.container != Container::Caf)
      sf_command(stream_.handle(), SFC_UPDATE_HEADER_NOW, nullptr, 0);
    if (frames_ == 0 && format_.container == Container::OggOpus)
      throw Error(ErrorKind::Unsupported,
                  quoted(file_.path()) + " cannot be written: an Ogg Opus file needs at least one frame");
    stream_.close();
    stream_.rethrow();
    const bool isUsual = layout_ == usualLayout(layout_.channels());
    switch (format_.container) {
      case Container::OggVorbis:
      case Container::OggOpus:
        setOggSerialFromContents(file_);
        break;
      case Container::Aiff:
      case Container::Caf:
        if (layout_.channels() > 2 || !isUsual) addChannelChunk();
        break;
      case Container::Flac:
        if (!isUsual) storeFlacChannelMask(file_, order_.mask);
        break;
      default:
        break;
    }
  }

 private:
  void configure() {
    // The PEAK chunk holds the time of writing, and the same input should give the same bytes.
    sf_command(stream_.handle(), SFC_SET_ADD_PEAK_CHUNK, nullptr, SF_FALSE);
    // The header written on opening had one, and a shorter header would leave its end behind in a file of no frames.
    if (format_.container == Container::Aiff || format_.container == Container::Caf) file_.truncate(0);
    if (format_.encoding != Encoding::Lossy) return;
    if (format_.container == Container::Mp3) {
      int mode = format_.bitRate > 0 ? SF_BITRATE_MODE_CONSTANT : SF_BITRATE_MODE_VARIABLE;
      sf_command(stream_.handle(), SFC_SET_BITRATE_MODE, &mode, sizeof(mode));
    }
    double compression = format_.bitRate > 0 ? compressionFor(format_.bitRate) : 1 - format_.quality;
    sf_command(stream_.handle(), SFC_SET_COMPRESSION_LEVEL, &compression, sizeof(compression));
  }

  /// libsndfile knows bit rates only as a place between the lowest and the highest that it uses: of MPEG-1, MPEG-2 and
  /// MPEG-2.5 layer III, or of one Opus channel.
  double compressionFor(int kilobits) const {
    double lowest = 6, highest = 256, rate = kilobits;
    if (format_.container == Container::OggOpus) {
      rate /= layout_.channels();
    } else {
      lowest = info_.samplerate >= 32000 ? 32 : 8;
      highest = info_.samplerate >= 32000 ? 320 : info_.samplerate >= 16000 ? 160 : 64;
    }
    return std::clamp((highest - rate) / (highest - lowest), 0.0, 1.0);
  }

  void checkRoom(std::size_t frames) {
    if (format_.container != Container::Aiff) return;
    constexpr std::uint64_t kHeaders = 1 << 16;
    const int bits = format_.encoding == Encoding::Int20 ? 24 : bitsOf(format_.encoding);
    const std::uint64_t frameBytes = order_.fileChannels.size() * static_cast<std::uint64_t>(bits) / 8;
    if ((frames_ + frames) * frameBytes > kRiffLimit - kHeaders)
      throw Error(ErrorKind::Unsupported, quoted(file_.path()) +
                                              " cannot be written: it would outgrow 4 GiB, the most "
                                              "that an AIFF can hold; write WAV or CAF");
  }

  std::uint64_t append(ConstAudioView block) {
    const auto frames = static_cast<sf_count_t>(block.frames());
    std::uint64_t clipped = 0;
    sf_count_t written = 0;
    if (integers_.empty()) {
      interleave(block, order_.fileChannels, floats_.data());
      written = sf_writef_float(stream_.handle(), floats_.data(), frames);
    } else {
      clipped = quantise(block, order_.fileChannels, bitsOf(format_.encoding), integers_.data());
      written = sf_writef_int(stream_.handle(), integers_.data(), frames);
    }
    stream_.rethrow();
    if (written != frames)
      throw Error(ErrorKind::Io, quoted(file_.path()) + " cannot be written: " + sf_strerror(stream_.handle()));
    frames_ += block.frames();
    return clipped;
  }

  void addChannelChunk() {
    const auto map = readChunkMap(file_);
    if (!map) return;
    replaceChunks(file_, *map, [](const Chunk& chunk) { return chunk.id == "chan" || chunk.id == "CHAN"; },
                  {buildChannelChunk(format_.container, order_.mask, layout_.channels())});
  }

  ByteFile& file_;
  FileFormat format_;
  ChannelLayout layout_;
  ChannelOrder order_;
  SF_INFO info_;
  SndfileStream stream_;
  std::size_t block_ = 0;
  std::uint64_t frames_ = 0;
  std::vector<int> integers_;
  std::vector<float> floats_;
};

}  // namespace

std::unique_ptr<Encoder> makeSndfileEncoder(ByteFile& file, const FileFormat& format, const AudioFormat& audio) {
  return std::make_unique<SndfileEncoder>(file, format, audio);
}

}  // namespace lathe
