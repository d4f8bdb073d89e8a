// What stands behind an open file: a decoder that gives samples from any place.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <memory>

#include "core/audio/audio_buffer.h"
#include "core/file/byte_file.h"
#include "core/file/file_info.h"
#include "core/file/riff_chunks.h"

namespace lathe {

/// Samples that a read could not give as the file has them.
struct ReadFaults {
  std::uint64_t replacedSamples = 0;  ///< NaN or infinite, given as 0
  std::uint64_t lostFrames = 0;       ///< could not be decoded, given as silence
};

/// Decodes one open file. Thread-safe.
class Decoder {
 public:
  virtual ~Decoder() = default;
  /// Fills `out` with frames that all lie within the file. Throws Error (Io).
  virtual ReadFaults read(std::uint64_t start, AudioView out) = 0;
  /// The integers behind it as the file packs them; nothing for all else.
  virtual const PackedIntegers* packed() const noexcept { return nullptr; }
  /// Fills `out` with whole packed frames that all lie within the file; gives how many could be had. Throws Error (Io).
  virtual std::size_t readPacked(std::uint64_t, std::span<std::byte>) { return 0; }
};

struct OpenFile {
  FileInfo info;
  std::unique_ptr<Decoder> decoder;
};

/// Throws Error (NotFound, Unsupported, Damaged, Io).
OpenFile openAudioFile(const std::filesystem::path& path);

/// WAV, RF64, BW64 and W64 with plain samples; nothing for other contents.
std::unique_ptr<Decoder> openWavDecoder(ByteFile& file, const ChunkMap& map, FileInfo& info);
/// Everything that libsndfile reads.
std::unique_ptr<Decoder> openSndfileDecoder(ByteFile& file, const ChunkMap* map, FileInfo& info);

/// Throws Error when a header asks for what Lathe does not do: no channels, more than 64, a rate out of range.
void checkReadable(const std::filesystem::path& path, int channels, int sampleRate);

constexpr int kMostChannels = 64;
constexpr int kLowestRate = 8000;
constexpr int kHighestRate = 384000;

}  // namespace lathe
