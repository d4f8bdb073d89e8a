// Whatever bytes come: a file that opens and reads, or an Error; and its metadata can be edited, or an Error.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

#include "core/audio/error.h"
#include "core/file/audio_file.h"
#include "core/file/byte_file.h"
#include "core/file/metadata_store.h"

namespace {

using namespace lathe;

void readSome(const std::filesystem::path& path) {
  const auto clip = openClip(path);
  AudioBuffer out(clip->format().channels(), 1000);
  for (const std::uint64_t start :
       {std::uint64_t{0}, std::uint64_t{1000}, clip->frames() / 2, clip->frames() - clip->frames() % 7})
    clip->read(start, out.view());
}

void editMetadata(ByteFile& file, const std::filesystem::path& path) {
  const FileInfo info = describeFile(path);
  Metadata metadata = info.metadata;
  metadata.title += "x";
  metadata.markers.push_back({1, 2, "m"});
  storeMetadata(file, info.format.container, info.audio.sampleRate, metadata);
  describeFile(path);
}

}  // namespace

// libsndfile 1.2.0 leaks on broken Ogg files; what Lathe leaks, the tests under the asan preset would show.
extern "C" const char* __asan_default_options() { return "detect_leaks=0"; }

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  ByteFile file(::memfd_create("input", MFD_CLOEXEC), "input");
  const std::filesystem::path path = "/proc/self/fd/" + std::to_string(file.descriptor());
  file.writeAt(0, std::as_bytes(std::span(data, size)));
  try {
    readSome(path);
    editMetadata(file, path);
  } catch (const Error&) {
  }
  return 0;
}
