// Fuzz target: any bytes as a FLAC, Ogg, Opus or MP3 file, or as an ID3 chunk: its tags are read and changed, or an Error.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <fcntl.h>

#include <array>
#include <cstdint>
#include <span>

#include "core/audio/error.h"
#include "core/file/byte_file.h"
#include "core/file/tag_metadata.h"
#include "tests/fuzz/input_file.h"

namespace {

using namespace lathe;

constexpr std::array kContainers = {Container::Flac, Container::OggVorbis, Container::OggOpus, Container::Mp3};
constexpr int kRate = 48000;

void readAndChange(const std::filesystem::path& path, Container container) {
  ByteFile file(::open(path.c_str(), O_RDWR | O_CLOEXEC), path);
  Metadata metadata = readFileTags(file, container, kRate);
  readAllFileTags(file, container);
  if (container == Container::Flac) {
    readFlacChannelMask(file);
    storeFlacChannelMask(file, 3);
  }
  metadata.title += "x";
  metadata.markers.push_back({1, 2, "m"});
  storeFileTags(file, container, kRate, metadata);
  changeFileTags(file, container, {{"REPLAYGAIN_TRACK_GAIN", "-1 dB"}}, {"TITLE"});
  readFileTags(file, container, kRate);
}

void readAndChangeId3(std::span<const std::byte> bytes) {
  const Bytes tag(bytes.begin(), bytes.end());
  Metadata metadata = parseId3(tag, kRate);
  metadata.title += "x";
  parseId3(updateId3(tag, kRate, metadata), kRate);
}

}  // namespace

// The first byte says which of them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::size_t which = data[0] % (kContainers.size() + 1);
  try {
    if (which == kContainers.size()) {
      readAndChangeId3(std::as_bytes(std::span(data + 1, size - 1)));
    } else {
      const fuzz::MemoryFile input(data + 1, size - 1);
      readAndChange(input.path(), kContainers[which]);
    }
  } catch (const Error&) {
  }
  return 0;
}
