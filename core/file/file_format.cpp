// Names of containers and encodings, and which of them go together.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/file_format.h"

#include <array>

namespace lathe {
namespace {

struct ContainerNames {
  Container container;
  std::string_view name;
  std::string_view typed;
  std::array<std::string_view, 3> extensions;
};

constexpr std::array kContainers = {
    ContainerNames{Container::Wav, "WAV", "wav", {"wav", "wave", "bwf"}},
    ContainerNames{Container::Rf64, "RF64", "rf64", {"rf64"}},
    ContainerNames{Container::W64, "W64", "w64", {"w64"}},
    ContainerNames{Container::Aiff, "AIFF", "aiff", {"aiff", "aif", "aifc"}},
    ContainerNames{Container::Flac, "FLAC", "flac", {"flac"}},
    ContainerNames{Container::Caf, "CAF", "caf", {"caf"}},
    ContainerNames{Container::OggVorbis, "Ogg Vorbis", "ogg", {"ogg", "oga"}},
    ContainerNames{Container::OggOpus, "Ogg Opus", "opus", {"opus"}},
    ContainerNames{Container::Mp3, "MP3", "mp3", {"mp3"}},
};

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool sameLetters(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (lower(a[i]) != lower(b[i])) return false;
  return true;
}

}  // namespace

std::string_view containerName(Container container) noexcept {
  for (const auto& entry : kContainers)
    if (entry.container == container) return entry.name;
  return "other";
}

int bitsOf(Encoding encoding) noexcept {
  switch (encoding) {
    case Encoding::Int8:
      return 8;
    case Encoding::Int16:
      return 16;
    case Encoding::Int20:
      return 20;
    case Encoding::Int24:
      return 24;
    case Encoding::Int32:
    case Encoding::Float32:
      return 32;
    case Encoding::Float64:
      return 64;
    case Encoding::Lossy:
      break;
  }
  return 0;
}

bool isFloat(Encoding encoding) noexcept { return encoding == Encoding::Float32 || encoding == Encoding::Float64; }

std::string_view encodingName(Encoding encoding) noexcept {
  switch (encoding) {
    case Encoding::Int8:
      return "8-bit";
    case Encoding::Int16:
      return "16-bit";
    case Encoding::Int20:
      return "20-bit";
    case Encoding::Int24:
      return "24-bit";
    case Encoding::Int32:
      return "32-bit";
    case Encoding::Float32:
      return "32-bit float";
    case Encoding::Float64:
      return "64-bit float";
    case Encoding::Lossy:
      break;
  }
  return "lossy";
}

std::optional<Container> containerFromName(std::string_view name) noexcept {
  for (const auto& entry : kContainers)
    if (sameLetters(entry.typed, name)) return entry.container;
  return std::nullopt;
}

std::optional<Container> containerFromPath(const std::filesystem::path& path) {
  const std::string extension = path.extension().string();
  if (extension.size() < 2) return std::nullopt;
  for (const auto& entry : kContainers)
    for (const std::string_view known : entry.extensions)
      if (!known.empty() && sameLetters(known, std::string_view(extension).substr(1))) return entry.container;
  return std::nullopt;
}

bool isWritable(const FileFormat& format) noexcept {
  switch (format.container) {
    case Container::Wav:
    case Container::Rf64:
    case Container::W64:
    case Container::Aiff:
    case Container::Caf:
      return format.encoding != Encoding::Lossy && format.encoding != Encoding::Int8;
    case Container::Flac:
      return format.encoding == Encoding::Int16 || format.encoding == Encoding::Int20 ||
             format.encoding == Encoding::Int24;
    case Container::OggVorbis:
    case Container::OggOpus:
    case Container::Mp3:
      return format.encoding == Encoding::Lossy;
    case Container::Other:
      break;
  }
  return false;
}

std::string_view extensionOf(Container container) noexcept {
  switch (container) {
    case Container::W64:
      return ".w64";
    case Container::Aiff:
      return ".aiff";
    case Container::Flac:
      return ".flac";
    case Container::Caf:
      return ".caf";
    case Container::OggVorbis:
      return ".ogg";
    case Container::OggOpus:
      return ".opus";
    case Container::Mp3:
      return ".mp3";
    case Container::Wav:
    case Container::Rf64:
    case Container::Other:
      break;
  }
  return ".wav";
}

}  // namespace lathe
