// Parsing and building WAVEFORMATEX and WAVEFORMATEXTENSIBLE.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/wav_format.h"

#include "core/file/channel_order.h"

namespace lathe {
namespace {

constexpr std::uint16_t kPcm = 1;
constexpr std::uint16_t kFloat = 3;
constexpr std::uint16_t kExtensible = 0xFFFE;
/// What follows the format tag in the GUID of an extensible format.
constexpr unsigned char kGuidRest[] = {0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0x80,
                                       0x00, 0x00, 0xAA, 0x00, 0x38, 0x9B, 0x71};

Encoding integerEncoding(int validBits, int bytes) {
  if (bytes == 1) return Encoding::Int8;
  if (bytes == 2) return Encoding::Int16;
  if (bytes == 3) return validBits > 16 && validBits <= 20 ? Encoding::Int20 : Encoding::Int24;
  return Encoding::Int32;
}

void readCoding(WavFormat& format, int tag, int bits, int validBits) {
  int bytes = (bits + 7) / 8;
  if (format.channels > 0 && bytes * format.channels != format.frameBytes) {
    // 24 bits in four bytes and the like say so in the frame size; anything else there is a lie.
    const bool isWider = format.frameBytes % format.channels == 0 && format.frameBytes / format.channels > bytes &&
                         format.frameBytes / format.channels <= 4 && tag == kPcm;
    if (isWider)
      bytes = format.frameBytes / format.channels;
    else
      format.hasBadFrameSize = true;
  }
  if (tag == kPcm && bytes >= 1 && bytes <= 4) {
    constexpr PcmCoding kCodings[] = {PcmCoding::U8, PcmCoding::S16, PcmCoding::S24, PcmCoding::S32};
    format.coding = kCodings[bytes - 1];
    format.encoding = integerEncoding(validBits, bytes);
  } else if (tag == kFloat && (bits == 32 || bits == 64)) {
    format.coding = bits == 32 ? PcmCoding::F32 : PcmCoding::F64;
    format.encoding = bits == 32 ? Encoding::Float32 : Encoding::Float64;
  }
  if (format.coding && format.hasBadFrameSize) format.frameBytes = bytes * format.channels;
}

}  // namespace

ChannelLayout WavFormat::layout() const {
  if (!mask || (*mask == 0 && channels <= 2)) return usualLayout(channels);
  return ChannelLayout::fromWaveMask(*mask, channels);
}

std::optional<WavFormat> parseWavFormat(const Bytes& chunk) {
  if (chunk.size() < 16) return std::nullopt;
  const auto word = [&](std::size_t at) { return static_cast<int>(loadLittle<std::uint16_t>(chunk.data() + at)); };
  WavFormat format;
  int tag = word(0);
  format.channels = word(2);
  const std::uint32_t rate = loadLittle<std::uint32_t>(chunk.data() + 4);
  format.sampleRate = rate > INT32_MAX ? INT32_MAX : static_cast<int>(rate);
  format.frameBytes = word(12);
  const int bits = word(14);
  int validBits = bits;
  if (tag == kExtensible && chunk.size() >= 40) {
    validBits = word(18) != 0 ? word(18) : bits;
    format.mask = loadLittle<std::uint32_t>(chunk.data() + 20);
    tag = word(24);
  }
  readCoding(format, tag, bits, validBits);
  return format;
}

Bytes buildWavFormat(Encoding encoding, const AudioFormat& audio, std::uint32_t mask, bool isW64) {
  const int channels = audio.channels();
  const int bits = encoding == Encoding::Int20 ? 24 : bitsOf(encoding);
  const int frameBytes = bits / 8 * channels;
  const std::uint16_t tag = isFloat(encoding) ? kFloat : kPcm;
  const bool isUsual = audio.layout == usualLayout(channels);
  const bool needsMask = (channels > 2 || !isUsual) && !(isW64 && tag == kFloat && isUsual);
  const bool isExtensible = needsMask || encoding == Encoding::Int20;
  Bytes chunk;
  const auto word = [&](int value) { appendLittle(chunk, static_cast<std::uint16_t>(value)); };
  const auto doubleWord = [&](std::int64_t value) { appendLittle(chunk, static_cast<std::uint32_t>(value)); };
  word(isExtensible ? kExtensible : tag);
  word(channels);
  doubleWord(audio.sampleRate);
  doubleWord(std::int64_t{audio.sampleRate} * frameBytes);
  word(frameBytes);
  word(bits);
  if (isExtensible) {
    word(22);
    word(encoding == Encoding::Int20 ? 20 : bits);
    doubleWord(mask);
    word(tag);
    for (const unsigned char b : kGuidRest) chunk.push_back(std::byte{b});
  } else if (tag == kFloat) {
    word(0);
  }
  return chunk;
}

}  // namespace lathe
