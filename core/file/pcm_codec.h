// Samples in a file's bytes to planar floats and back, exactly.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/audio/audio_buffer.h"

namespace lathe {

/// Little-endian samples as WAV holds them; 8 bits are unsigned.
enum class PcmCoding { U8, S16, S24, S32, F32, F64 };

int bytesPerSample(PcmCoding coding) noexcept;

/// Interleaved bytes to rows: `out` row c takes the file's channel `fileChannels[c]`; `out.channels()` is also the
/// file's channel count. Integers are scaled by 2^-(bits-1), so every value of 24 bits is exact. NaN and infinite
/// values become 0; returns how many did.
std::uint64_t decodePcm(PcmCoding coding, const std::byte* bytes, std::span<const int> fileChannels, AudioView out);

/// The same for interleaved 32-bit integers (left-justified) and floats that a decoder hands out.
void deinterleave(const std::int32_t* samples, std::span<const int> fileChannels, AudioView out);
std::uint64_t deinterleave(const float* samples, std::span<const int> fileChannels, AudioView out);

/// Rows to interleaved integers of `bits` bits (16 to 32), left-justified in 32: a value on the grid of 2^-(bits-1)
/// gives exactly its integer, others the nearest one (the even one of two). Full scale clips; NaN gives 0. Returns the
/// number of samples that were clipped or NaN.
std::uint64_t quantise(ConstAudioView in, std::span<const int> fileChannels, int bits, std::int32_t* out);

/// Rows to interleaved floats, as they are.
void interleave(ConstAudioView in, std::span<const int> fileChannels, float* out);

/// Interleaved left-justified integers to the bytes of S16, S24 or S32.
void packIntegers(PcmCoding coding, std::span<const std::int32_t> samples, std::byte* out);
/// Interleaved floats to the bytes of F32 or F64.
void packFloats(PcmCoding coding, std::span<const float> samples, std::byte* out);

}  // namespace lathe
