// Samples as files pack them, and one of them as a float, on the host and on a device.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/fft/host_device.h"

namespace lathe {

/// Little-endian. Integers lie interleaved as in a file, floats in rows, channel after channel.
enum class Packing : std::int32_t { U8, S16, S24, S32, F32Rows };

LATHE_HOST_DEVICE std::size_t packedBytes(Packing packing) {
  switch (packing) {
    case Packing::U8:
      return 1;
    case Packing::S16:
      return 2;
    case Packing::S24:
      return 3;
    default:
      return 4;
  }
}

/// The byte that silence is made of.
LATHE_HOST_DEVICE unsigned char silentByte(Packing packing) { return packing == Packing::U8 ? 0x80 : 0; }

/// Where a sample's first byte lies among those of `frames` frames.
LATHE_HOST_DEVICE std::size_t packedAt(Packing packing, std::size_t frame, std::size_t channel, std::size_t channels,
                                       std::size_t frames) {
  const std::size_t place = packing == Packing::F32Rows ? channel * frames + frame : frame * channels + channel;
  return place * packedBytes(packing);
}

/// The sample whose first byte is `bytes[0]`. Integers are scaled by 2^-(bits-1), the nearest float; what is no finite
/// number is given as it is.
LATHE_HOST_DEVICE float unpacked(Packing packing, const unsigned char* bytes) {
  switch (packing) {
    case Packing::U8:
      return static_cast<float>(static_cast<int>(bytes[0]) - 128) * 0x1p-7f;
    case Packing::S16:
      return static_cast<float>(static_cast<std::int16_t>(bytes[0] | bytes[1] << 8)) * 0x1p-15f;
    case Packing::S24:
      return static_cast<float>(static_cast<std::int8_t>(bytes[2]) * 65536 + (bytes[1] << 8 | bytes[0])) * 0x1p-23f;
    default:
      break;
  }
  const std::uint32_t word = bytes[0] | static_cast<std::uint32_t>(bytes[1]) << 8 |
                             static_cast<std::uint32_t>(bytes[2]) << 16 | static_cast<std::uint32_t>(bytes[3]) << 24;
  if (packing == Packing::S32) return static_cast<float>(static_cast<std::int32_t>(word)) * 0x1p-31f;
  union {
    std::uint32_t bits;
    float value;
  } both{word};
  return both.value;
}

/// False for NaN and infinities.
LATHE_HOST_DEVICE bool isNumber(float sample) {
  const float size = sample < 0 ? -sample : sample;
  return size <= 3.402823466e38f;
}

}  // namespace lathe
