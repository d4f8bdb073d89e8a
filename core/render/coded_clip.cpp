// Encoding into a temporary file, and reading it back.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/render/coded_clip.h"

#include <algorithm>
#include <array>

#include "core/audio/error.h"
#include "core/audio/number_text.h"
#include "core/file/aac_codec.h"
#include "core/file/audio_file.h"
#include "core/file/encoder.h"
#include "core/file/temporary_file.h"
#include "core/render/chain_clip.h"

namespace lathe {
namespace {

using Codec = CodecSettings::Codec;
constexpr std::size_t kBlock = 16384;

struct CodecNames {
  Codec codec;
  std::string_view id, name;
  int lowest, highest;  ///< kbit/s
};
constexpr std::array kCodecs = {
    CodecNames{Codec::Aac, "aac", "AAC", 16, 1024}, CodecNames{Codec::Mp3, "mp3", "MP3", 8, 320},
    CodecNames{Codec::Opus, "opus", "Opus", 6, 2048}, CodecNames{Codec::Vorbis, "vorbis", "Vorbis", 0, 0}};

const CodecNames& namesOf(Codec codec) { return *std::ranges::find(kCodecs, codec, &CodecNames::codec); }

[[noreturn]] void refuse(std::string_view text) {
  throw Error(ErrorKind::Invalid, "'" + std::string(text) +
                                      "' is no encoding; there are aac:RATE, mp3:RATE and opus:RATE with a rate in "
                                      "kbit/s, as in aac:256, and vorbis:qN with N from 0 to 10, as in vorbis:q6");
}

/// A clip shown shorter or longer than it is, with silence behind it.
class FittedClip : public AudioClip {
 public:
  FittedClip(ClipPtr clip, std::uint64_t frames) : clip_(std::move(clip)), frames_(frames) {}
  const AudioFormat& format() const noexcept override { return clip_->format(); }
  std::uint64_t frames() const noexcept override { return frames_; }
  void read(std::uint64_t start, AudioView out) const override {
    clip_->read(start, out);
    const std::uint64_t left = start < frames_ ? frames_ - start : 0;
    if (left < out.frames())
      clear(out.slice(static_cast<std::size_t>(left), out.frames() - static_cast<std::size_t>(left)));
  }

 private:
  ClipPtr clip_;
  std::uint64_t frames_;
};

FileFormat formatOf(const CodecSettings& settings) {
  FileFormat format;
  format.encoding = Encoding::Lossy;
  format.container = settings.codec == Codec::Mp3    ? Container::Mp3
                     : settings.codec == Codec::Opus ? Container::OggOpus
                                                     : Container::OggVorbis;
  format.bitRate = settings.codec == Codec::Vorbis ? 0 : settings.kilobits;
  format.quality = settings.quality / 10;
  return format;
}

ClipPtr throughSndfile(const AudioClip& clip, const CodecSettings& settings, const Progress& progress) {
  ByteFile file = makeTemporaryFile();
  const auto encoder = makeSndfileEncoder(file, formatOf(settings), clip.format());
  AudioBuffer block(clip.format().channels(), kBlock);
  for (std::uint64_t at = 0; at < clip.frames(); at += kBlock) {
    progress.throwIfStopped();
    progress.at(static_cast<double>(at) / static_cast<double>(clip.frames()), "encoding");
    const AudioView part =
        block.view().slice(0, static_cast<std::size_t>(std::min<std::uint64_t>(kBlock, clip.frames() - at)));
    clip.read(at, part);
    encoder->write(part);
  }
  encoder->finish();
  // Opened anew, the file outlives the descriptor that made it.
  return std::make_shared<FittedClip>(openClip(file.path()), clip.frames());
}

/// A rate that the codec takes.
int rateFor(Codec codec, int rate) {
  constexpr std::array kMp3 = {8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000};
  constexpr std::array kAac = {8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 64000, 88200, 96000};
  const auto has = [rate](const auto& rates) { return std::ranges::find(rates, rate) != rates.end(); };
  if (codec == Codec::Opus) return 48000;
  if (codec == Codec::Vorbis) return std::min(rate, 192000);
  if (codec == Codec::Mp3 ? has(kMp3) : has(kAac)) return rate;
  return rate % 11025 == 0 ? 44100 : 48000;
}

}  // namespace

CodecSettings parseCodec(std::string_view text) {
  const std::size_t colon = text.find(':');
  const auto codec = std::ranges::find(kCodecs, text.substr(0, colon), &CodecNames::id);
  if (colon == std::string_view::npos || codec == kCodecs.end()) refuse(text);
  std::string_view rest = text.substr(colon + 1);
  const bool isQuality = rest.starts_with('q');
  if (isQuality) rest.remove_prefix(1);
  const auto number = parseNumber(rest);
  if (!number || isQuality != (codec->codec == Codec::Vorbis)) refuse(text);
  if (isQuality) {
    if (!(*number >= 0 && *number <= 10)) refuse(text);
    return {Codec::Vorbis, 0, *number};
  }
  if (!(*number >= codec->lowest && *number <= codec->highest) || *number != static_cast<int>(*number))
    throw Error(ErrorKind::Invalid, std::string(codec->name) + " is encoded at " + std::to_string(codec->lowest) +
                                        " to " + std::to_string(codec->highest) + " kbit/s in whole numbers, not '" +
                                        std::string(rest) + "'");
  return {codec->codec, static_cast<int>(*number), 0};
}

std::string codecText(const CodecSettings& settings) {
  const std::string name(namesOf(settings.codec).name);
  if (settings.codec == Codec::Vorbis) return name + " at quality " + exactText(settings.quality);
  return name + " at " + std::to_string(settings.kilobits) + " kbit/s";
}

std::string codecId(const CodecSettings& settings) {
  const std::string id(namesOf(settings.codec).id);
  return id + (settings.codec == Codec::Vorbis ? ":q" + exactText(settings.quality)
                                               : ":" + std::to_string(settings.kilobits));
}

bool isAvailable(Codec codec) noexcept { return codec != Codec::Aac || hasAac(); }

ClipPtr throughCodec(ClipPtr clip, const CodecSettings& settings, const Progress& progress) {
  if (clip->frames() == 0) return clip;
  if (const int rate = rateFor(settings.codec, clip->format().sampleRate); rate != clip->format().sampleRate)
    clip = atRate(std::move(clip), rate, {});
  if (settings.codec == Codec::Aac) return throughAac(*clip, settings.kilobits, progress);
  return throughSndfile(*clip, settings, progress);
}

}  // namespace lathe
