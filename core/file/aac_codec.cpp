// libavcodec's AAC encoder and decoder, packet by packet.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/aac_codec.h"

#include "core/audio/error.h"

#ifdef LATHE_HAS_AVCODEC

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavutil/channel_layout.h>
#include <libavutil/frame.h>
#include <libavutil/log.h>
}

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "core/audio/sequential_clip.h"
#include "core/file/temporary_file.h"

namespace lathe {
namespace {

struct FreeContext {
  void operator()(AVCodecContext* context) const noexcept { avcodec_free_context(&context); }
};
struct FreeFrame {
  void operator()(AVFrame* frame) const noexcept { av_frame_free(&frame); }
};
struct FreePacket {
  void operator()(AVPacket* packet) const noexcept { av_packet_free(&packet); }
};
using Context = std::unique_ptr<AVCodecContext, FreeContext>;
using Frame = std::unique_ptr<AVFrame, FreeFrame>;
using Packet = std::unique_ptr<AVPacket, FreePacket>;

[[noreturn]] void refuse(const std::string& what) { throw Error(ErrorKind::Unsupported, what); }

struct Encoded {
  AudioFormat format;
  std::vector<std::uint8_t> header;     ///< AudioSpecificConfig
  ByteFile file = makeTemporaryFile();  ///< the packets, one after the other
  std::vector<std::uint32_t> sizes;     ///< of the packets, in bytes
  std::size_t padding = 0;              ///< frames that come before the first one
};

class AacEncoder {
 public:
  AacEncoder(const AudioFormat& format, int kilobits) {
    av_log_set_level(AV_LOG_QUIET);  // what goes wrong is told by our own errors
    encoded_.format = format;
    const AVCodec* codec = avcodec_find_encoder(AV_CODEC_ID_AAC);
    if (!codec) refuse("this libavcodec has no AAC encoder");
    context_.reset(avcodec_alloc_context3(codec));
    context_->bit_rate = static_cast<std::int64_t>(kilobits) * 1000;
    context_->sample_rate = format.sampleRate;
    context_->sample_fmt = AV_SAMPLE_FMT_FLTP;
    context_->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    av_channel_layout_default(&context_->ch_layout, format.channels());
    if (avcodec_open2(context_.get(), codec, nullptr) < 0)
      refuse("AAC of " + std::to_string(format.channels()) + " channels at " + std::to_string(format.sampleRate) +
             " Hz and " + std::to_string(kilobits) + " kbit/s is refused by libavcodec");
    encoded_.header.assign(context_->extradata, context_->extradata + context_->extradata_size);
    encoded_.padding = static_cast<std::size_t>(std::max(context_->initial_padding, 0));
  }

  std::size_t frameSize() const noexcept { return static_cast<std::size_t>(context_->frame_size); }

  /// Exactly frameSize() frames, or fewer the last time.
  void add(ConstAudioView block) {
    Frame frame(av_frame_alloc());
    frame->nb_samples = static_cast<int>(block.frames());
    frame->format = AV_SAMPLE_FMT_FLTP;
    frame->sample_rate = context_->sample_rate;
    av_channel_layout_copy(&frame->ch_layout, &context_->ch_layout);
    if (av_frame_get_buffer(frame.get(), 0) < 0) throw std::bad_alloc();
    for (int c = 0; c < block.channels(); ++c)
      std::ranges::copy(block[c], reinterpret_cast<float*>(frame->extended_data[c]));
    frame->pts = position_;
    position_ += frame->nb_samples;
    send(frame.get());
  }

  Encoded finish() {
    send(nullptr);
    return std::move(encoded_);
  }

 private:
  void send(const AVFrame* frame) {
    if (avcodec_send_frame(context_.get(), frame) < 0) throw Error(ErrorKind::Io, "libavcodec failed to encode AAC");
    const Packet packet(av_packet_alloc());
    while (avcodec_receive_packet(context_.get(), packet.get()) == 0) {
      const auto size = static_cast<std::uint32_t>(packet->size);
      encoded_.file.writeAt(end_, std::as_bytes(std::span(packet->data, size)));
      encoded_.sizes.push_back(size);
      end_ += size;
      av_packet_unref(packet.get());
    }
  }

  Context context_;
  Encoded encoded_;
  std::uint64_t end_ = 0;  ///< of the packets written
  std::int64_t position_ = 0;
};

class AacDecoder : public SequentialSource {
 public:
  explicit AacDecoder(std::shared_ptr<const Encoded> encoded)
      : encoded_(std::move(encoded)), packet_(av_packet_alloc()), frame_(av_frame_alloc()), skip_(encoded_->padding) {
    const AVCodec* codec = avcodec_find_decoder(AV_CODEC_ID_AAC);
    if (!codec) refuse("this libavcodec has no AAC decoder");
    context_.reset(avcodec_alloc_context3(codec));
    const std::size_t size = encoded_->header.size();
    context_->extradata = static_cast<std::uint8_t*>(av_mallocz(size + AV_INPUT_BUFFER_PADDING_SIZE));
    std::ranges::copy(encoded_->header, context_->extradata);
    context_->extradata_size = static_cast<int>(size);
    context_->sample_rate = encoded_->format.sampleRate;
    context_->request_sample_fmt = AV_SAMPLE_FMT_FLTP;
    if (avcodec_open2(context_.get(), codec, nullptr) < 0) refuse("libavcodec refuses to decode AAC");
  }

  std::size_t read(AudioView out) override {
    std::size_t done = 0;
    while (done < out.frames()) {
      if (used_ == available_ && !decodeNext()) break;
      const std::size_t count = std::min(out.frames() - done, available_ - used_);
      for (int c = 0; c < out.channels(); ++c) {
        const auto* from = reinterpret_cast<const float*>(frame_->extended_data[c]) + used_;
        std::copy_n(from, count, out[c].data() + done);
      }
      used_ += count;
      done += count;
    }
    return done;
  }

 private:
  /// The next decoded samples into frame_, padding left out; false at the end.
  bool decodeNext() {
    for (;;) {
      const int got = avcodec_receive_frame(context_.get(), frame_.get());
      if (got == 0) {
        if (frame_->format != AV_SAMPLE_FMT_FLTP || frame_->ch_layout.nb_channels != encoded_->format.channels())
          refuse("libavcodec decodes AAC to an unexpected form");
        available_ = static_cast<std::size_t>(frame_->nb_samples);
        used_ = std::min(skip_, available_);
        skip_ -= used_;
        if (used_ < available_) return true;
        continue;
      }
      if (got != AVERROR(EAGAIN) || isFlushed_) return false;
      sendNext();
    }
  }

  void sendNext() {
    if (next_ == encoded_->sizes.size()) {
      isFlushed_ = true;
      avcodec_send_packet(context_.get(), nullptr);
      return;
    }
    const std::size_t size = encoded_->sizes[next_++];
    if (av_new_packet(packet_.get(), static_cast<int>(size)) < 0) throw std::bad_alloc();
    if (encoded_->file.readAt(at_, std::as_writable_bytes(std::span(packet_->data, size))) != size)
      throw Error(ErrorKind::Io, "the temporary file of encoded AAC cannot be read");
    at_ += size;
    const int sent = avcodec_send_packet(context_.get(), packet_.get());
    av_packet_unref(packet_.get());
    if (sent < 0) throw Error(ErrorKind::Damaged, "libavcodec cannot decode its own AAC");
  }

  std::shared_ptr<const Encoded> encoded_;
  Context context_;
  Packet packet_;
  Frame frame_;
  std::size_t skip_;
  std::uint64_t at_ = 0;  ///< of the next packet, in the file
  std::size_t next_ = 0, available_ = 0, used_ = 0;
  bool isFlushed_ = false;
};

}  // namespace

bool hasAac() noexcept { return avcodec_find_encoder(AV_CODEC_ID_AAC) && avcodec_find_decoder(AV_CODEC_ID_AAC); }

ClipPtr throughAac(const AudioClip& clip, int kilobits, const Progress& progress) {
  AacEncoder encoder(clip.format(), kilobits);
  AudioBuffer block(clip.format().channels(), encoder.frameSize());
  for (std::uint64_t at = 0; at < clip.frames(); at += encoder.frameSize()) {
    progress.throwIfStopped();
    progress.at(static_cast<double>(at) / static_cast<double>(clip.frames()), "encoding");
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(encoder.frameSize(), clip.frames() - at));
    const AudioView part = block.view().slice(0, count);
    clip.read(at, part);
    encoder.add(part);
  }
  auto encoded = std::make_shared<const Encoded>(encoder.finish());
  return std::make_shared<SequentialClip>(clip.format(), clip.frames(),
                                          [encoded] { return std::make_unique<AacDecoder>(encoded); });
}

}  // namespace lathe

#else

namespace lathe {

bool hasAac() noexcept { return false; }

ClipPtr throughAac(const AudioClip&, int, const Progress&) {
  throw Error(ErrorKind::Unsupported, "this build has no AAC; install libavcodec-dev and build Lathe again");
}

}  // namespace lathe

#endif
