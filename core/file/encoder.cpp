// What each container can hold, said before anything is written.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/encoder.h"

#include <algorithm>
#include <span>
#include <string>

#include "core/audio/error.h"
#include "core/file/decoder.h"

namespace lathe {
namespace {

constexpr int kOpusRates[] = {8000, 12000, 16000, 24000, 48000};
constexpr int kMp3Rates[] = {8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000};

/// The rates that a container takes; nothing for any.
std::span<const int> ratesOf(Container container) {
  if (container == Container::OggOpus) return kOpusRates;
  if (container == Container::Mp3) return kMp3Rates;
  return {};
}

int mostChannels(Container container) {
  switch (container) {
    case Container::Mp3:
      return 2;
    case Container::Flac:
    case Container::OggVorbis:
    case Container::OggOpus:
      return 8;
    default:
      return kMostChannels;
  }
}

std::string listed(std::span<const int> numbers) {
  std::string text;
  for (const int number : numbers)
    text += (text.empty() ? "" : number == numbers.back() ? " or " : ", ") + std::to_string(number);
  return text;
}

void checkRate(const std::filesystem::path& path, Container container, int rate) {
  const std::string name(containerName(container));
  const std::span<const int> rates = ratesOf(container);
  if (!rates.empty() && std::ranges::find(rates, rate) == rates.end())
    throw Error(ErrorKind::Unsupported, quoted(path) + " cannot be written: " + name + " takes " + listed(rates) +
                                            " Hz, not " + std::to_string(rate) + " Hz; resample first");
  if (container == Container::OggVorbis && rate > 192000)
    throw Error(ErrorKind::Unsupported, quoted(path) + " cannot be written: Ogg Vorbis takes up to 192000 Hz, not " +
                                            std::to_string(rate) + " Hz; resample first");
  // The streamable subset of FLAC (RFC 9639, section 7): a rate beyond 16 bits is written in tens of hertz.
  if (container == Container::Flac && rate > 65535 && rate % 10 != 0)
    throw Error(ErrorKind::Unsupported, quoted(path) +
                                            " cannot be written: FLAC takes rates above 65535 Hz only in "
                                            "steps of 10 Hz, not " +
                                            std::to_string(rate) + " Hz");
}

}  // namespace

void checkWritable(const std::filesystem::path& path, const FileFormat& format, const AudioFormat& audio) {
  const std::string name(containerName(format.container));
  if (!isWritable(format))
    throw Error(ErrorKind::Unsupported, quoted(path) + " cannot be written: Lathe does not write " + name + " with " +
                                            std::string(encodingName(format.encoding)) + " samples");
  if (!(format.quality >= 0 && format.quality <= 1))
    throw Error(ErrorKind::Invalid, quoted(path) + " cannot be written: the quality must lie between 0 and 1");
  if (audio.channels() < 1 || audio.channels() > mostChannels(format.container))
    throw Error(ErrorKind::Unsupported, quoted(path) + " cannot be written: " + name + " takes 1 to " +
                                            std::to_string(mostChannels(format.container)) + " channels, not " +
                                            std::to_string(audio.channels()));
  if (audio.sampleRate < kLowestRate || audio.sampleRate > kHighestRate)
    throw Error(ErrorKind::Unsupported, quoted(path) + " cannot be written: Lathe writes 8000 to 384000 Hz, not " +
                                            std::to_string(audio.sampleRate) + " Hz");
  checkRate(path, format.container, audio.sampleRate);
}

std::unique_ptr<Encoder> makeEncoder(ByteFile& file, const FileFormat& format, const AudioFormat& audio,
                                     std::uint64_t riffLimit) {
  switch (format.container) {
    case Container::Wav:
    case Container::Rf64:
    case Container::W64:
      return makeWavEncoder(file, format, audio, riffLimit);
    default:
      return makeSndfileEncoder(file, format, audio);
  }
}

}  // namespace lathe
