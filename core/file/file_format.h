// How a file holds its audio: container, sample encoding, quality; and what it is called on the command line.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace lathe {

enum class Container { Wav, Rf64, W64, Aiff, Flac, Caf, OggVorbis, OggOpus, Mp3, Other };

/// Int8 is read, not written. Int20 is written into 24 bits with the low four zero; only WAV, RF64 and W64 note the 20,
/// so from other containers it reads back as Int24.
enum class Encoding { Int8, Int16, Int20, Int24, Int32, Float32, Float64, Lossy };

struct FileFormat {
  Container container = Container::Wav;
  Encoding encoding = Encoding::Int24;
  double quality = 0.8;  ///< lossy formats only: 0 smallest .. 1 best
  int bitRate = 0;       ///< kbit/s of MP3 (constant) and Opus (on average), in place of the quality; 0: by quality

  friend bool operator==(const FileFormat&, const FileFormat&) = default;
};

/// "WAV", "Ogg Opus".
std::string_view containerName(Container container) noexcept;
/// Bits of a sample (8, 16, 20, 24, 32, 64), or 0 for a lossy encoding.
int bitsOf(Encoding encoding) noexcept;
bool isFloat(Encoding encoding) noexcept;
/// "24-bit", "32-bit float", "lossy".
std::string_view encodingName(Encoding encoding) noexcept;
/// From a typed name ("wav", "rf64", "w64", "aiff", "flac", "caf", "ogg", "opus", "mp3").
std::optional<Container> containerFromName(std::string_view name) noexcept;
/// From a file's extension.
std::optional<Container> containerFromPath(const std::filesystem::path& path);
/// What a file of that container is called at its end: ".wav", ".flac".
std::string_view extensionOf(Container container) noexcept;
/// True when Lathe can write that combination.
bool isWritable(const FileFormat& format) noexcept;

}  // namespace lathe
