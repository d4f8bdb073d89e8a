// The loops of every file: kept small so that the compiler vectorises them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/pcm_codec.h"

#include <bit>
#include <cmath>
#include <cstring>

#include "core/audio/simd.h"

namespace lathe {
namespace {

static_assert(std::endian::native == std::endian::little, "the loops below copy little-endian samples as they are");

template <PcmCoding coding>
constexpr std::size_t kWidth = coding == PcmCoding::U8    ? 1
                               : coding == PcmCoding::S16 ? 2
                               : coding == PcmCoding::S24 ? 3
                               : coding == PcmCoding::F64 ? 8
                                                          : 4;

template <class T>
T load(const std::byte* from) {
  T value;
  std::memcpy(&value, from, sizeof(T));
  return value;
}

/// 0 for NaN and infinities, which have all bits of the exponent set.
inline float finiteOrZero(float value, std::uint64_t& replaced) {
  const bool isFinite = (std::bit_cast<std::uint32_t>(value) & 0x7F800000u) != 0x7F800000u;
  replaced += isFinite ? 0 : 1;
  return isFinite ? value : 0.0f;
}

template <PcmCoding coding>
inline float sampleAt(const std::byte* from, [[maybe_unused]] std::uint64_t& replaced) {
  if constexpr (coding == PcmCoding::U8) return static_cast<float>(static_cast<int>(*from) - 128) * 0x1p-7f;
  if constexpr (coding == PcmCoding::S16) return static_cast<float>(load<std::int16_t>(from)) * 0x1p-15f;
  if constexpr (coding == PcmCoding::S24) {
    const auto low = load<std::uint16_t>(from);
    const auto high = static_cast<std::int8_t>(from[2]);
    return static_cast<float>(high * 65536 + low) * 0x1p-23f;
  }
  if constexpr (coding == PcmCoding::S32) return static_cast<float>(load<std::int32_t>(from)) * 0x1p-31f;
  if constexpr (coding == PcmCoding::F32) return finiteOrZero(load<float>(from), replaced);
  if constexpr (coding == PcmCoding::F64) return finiteOrZero(static_cast<float>(load<double>(from)), replaced);
}

template <PcmCoding coding>
std::uint64_t decodeRow(const std::byte* bytes, std::size_t frameBytes, float* out, std::size_t frames) {
  std::uint64_t replaced = 0;
  for (std::size_t i = 0; i < frames; ++i) out[i] = sampleAt<coding>(bytes + i * frameBytes, replaced);
  return replaced;
}

template <PcmCoding coding>
std::uint64_t decodeRows(const std::byte* bytes, std::span<const int> fileChannels, AudioView out) {
  const std::size_t frameBytes = kWidth<coding> * static_cast<std::size_t>(out.channels());
  std::uint64_t replaced = 0;
  for (int c = 0; c < out.channels(); ++c) {
    const auto channel = static_cast<std::size_t>(fileChannels[static_cast<std::size_t>(c)]);
    replaced += decodeRow<coding>(bytes + channel * kWidth<coding>, frameBytes, out[c].data(), out.frames());
  }
  return replaced;
}

LATHE_VECTOR_CLONES std::uint64_t quantiseRow(const float* in, std::size_t frames, float scale, int shift,
                                              std::int32_t* out, std::size_t step) {
  // All in float: scaling by a power of two is exact, and rint leaves alone what has no fraction.
  std::uint32_t clipped = 0;
  const std::uint32_t most = static_cast<std::uint32_t>(INT32_MAX) >> shift << shift;
  for (std::size_t i = 0; i < frames; ++i) {
    const float value = std::rint(in[i] * scale);
    const bool isHigh = value >= scale;
    const bool isLow = value < -scale;
    const bool isNumber = value == value;
    const float inside = isHigh || isLow || !isNumber ? 0.0f : value;
    const std::uint32_t integer = static_cast<std::uint32_t>(static_cast<std::int32_t>(inside)) << shift;
    out[i * step] = static_cast<std::int32_t>(isHigh ? most : isLow ? 0x80000000u : integer);
    clipped += (isHigh || isLow || !isNumber) ? 1u : 0u;
  }
  return clipped;
}

}  // namespace

int bytesPerSample(PcmCoding coding) noexcept {
  switch (coding) {
    case PcmCoding::U8:
      return 1;
    case PcmCoding::S16:
      return 2;
    case PcmCoding::S24:
      return 3;
    case PcmCoding::S32:
    case PcmCoding::F32:
      return 4;
    case PcmCoding::F64:
      return 8;
  }
  return 0;
}

std::uint64_t decodePcm(PcmCoding coding, const std::byte* bytes, std::span<const int> fileChannels, AudioView out) {
  switch (coding) {
    case PcmCoding::U8:
      return decodeRows<PcmCoding::U8>(bytes, fileChannels, out);
    case PcmCoding::S16:
      return decodeRows<PcmCoding::S16>(bytes, fileChannels, out);
    case PcmCoding::S24:
      return decodeRows<PcmCoding::S24>(bytes, fileChannels, out);
    case PcmCoding::S32:
      return decodeRows<PcmCoding::S32>(bytes, fileChannels, out);
    case PcmCoding::F32:
      return decodeRows<PcmCoding::F32>(bytes, fileChannels, out);
    case PcmCoding::F64:
      return decodeRows<PcmCoding::F64>(bytes, fileChannels, out);
  }
  return 0;
}

void deinterleave(const std::int32_t* samples, std::span<const int> fileChannels, AudioView out) {
  decodePcm(PcmCoding::S32, reinterpret_cast<const std::byte*>(samples), fileChannels, out);
}

std::uint64_t deinterleave(const float* samples, std::span<const int> fileChannels, AudioView out) {
  return decodePcm(PcmCoding::F32, reinterpret_cast<const std::byte*>(samples), fileChannels, out);
}

std::uint64_t quantise(ConstAudioView in, std::span<const int> fileChannels, int bits, std::int32_t* out) {
  const auto channels = static_cast<std::size_t>(in.channels());
  const float scale = std::ldexp(1.0f, bits - 1);
  std::uint64_t clipped = 0;
  for (int c = 0; c < in.channels(); ++c)
    clipped += quantiseRow(in[c].data(), in.frames(), scale, 32 - bits, out + fileChannels[static_cast<std::size_t>(c)],
                           channels);
  return clipped;
}

void interleave(ConstAudioView in, std::span<const int> fileChannels, float* out) {
  const auto channels = static_cast<std::size_t>(in.channels());
  for (int c = 0; c < in.channels(); ++c) {
    float* to = out + fileChannels[static_cast<std::size_t>(c)];
    const std::span<const float> row = in[c];
    for (std::size_t i = 0; i < row.size(); ++i) to[i * channels] = row[i];
  }
}

void packIntegers(PcmCoding coding, std::span<const std::int32_t> samples, std::byte* out) {
  switch (coding) {
    case PcmCoding::S16:
      for (std::size_t i = 0; i < samples.size(); ++i) {
        const auto value = static_cast<std::int16_t>(samples[i] >> 16);
        std::memcpy(out + 2 * i, &value, 2);
      }
      break;
    case PcmCoding::S24:
      for (std::size_t i = 0; i < samples.size(); ++i) {
        const auto low = static_cast<std::uint16_t>(samples[i] >> 8);
        std::memcpy(out + 3 * i, &low, 2);
        out[3 * i + 2] = static_cast<std::byte>(samples[i] >> 24);
      }
      break;
    default:
      std::memcpy(out, samples.data(), samples.size_bytes());
  }
}

void packFloats(PcmCoding coding, std::span<const float> samples, std::byte* out) {
  if (coding == PcmCoding::F32) {
    std::memcpy(out, samples.data(), samples.size_bytes());
    return;
  }
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const double value = samples[i];
    std::memcpy(out + 8 * i, &value, 8);
  }
}

}  // namespace lathe
