// What stands behind an AudioWriter: an encoder that appends to an open file.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "core/audio/audio_buffer.h"
#include "core/audio/audio_format.h"
#include "core/file/byte_file.h"
#include "core/file/file_format.h"
#include "core/file/riff_chunks.h"

namespace lathe {

class Encoder {
 public:
  virtual ~Encoder() = default;
  /// Appends frames; returns how many samples had to be clipped. Throws Error (Io, Unsupported when the container is
  /// full).
  virtual std::uint64_t write(ConstAudioView block) = 0;
  /// Completes the file. Throws Error as write does.
  virtual void finish() = 0;
};

/// Throws Error (Unsupported, Invalid) when no such file can be written.
void checkWritable(const std::filesystem::path& path, const FileFormat& format, const AudioFormat& audio);

/// Writes to `file`, an empty file that outlives the encoder. A WAV beyond `riffLimit` becomes RF64.
std::unique_ptr<Encoder> makeEncoder(ByteFile& file, const FileFormat& format, const AudioFormat& audio,
                                     std::uint64_t riffLimit = kRiffLimit);

/// WAV, RF64, W64.
std::unique_ptr<Encoder> makeWavEncoder(ByteFile& file, const FileFormat& format, const AudioFormat& audio,
                                        std::uint64_t riffLimit);
/// AIFF, CAF, FLAC, Ogg Vorbis, Ogg Opus, MP3.
std::unique_ptr<Encoder> makeSndfileEncoder(ByteFile& file, const FileFormat& format, const AudioFormat& audio);

}  // namespace lathe
