// Writes one small file of every kind: what audio_file_fuzz and tags_fuzz start from, into FOLDER/TARGET/.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "tests/core/file/file_signals.h"

namespace {

namespace fs = std::filesystem;

/// tags_fuzz takes the kind of a file from its first byte.
void writeForTags(const fs::path& file, lathe::Container container, const fs::path& seed) {
  constexpr std::array kContainers = {lathe::Container::Flac, lathe::Container::OggVorbis, lathe::Container::OggOpus,
                                      lathe::Container::Mp3};
  for (std::size_t i = 0; i < kContainers.size(); ++i)
    if (kContainers[i] == container)
      std::ofstream(seed, std::ios::binary) << static_cast<char>(i) << std::ifstream(file, std::ios::binary).rdbuf();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return std::fputs("usage: audio_file_seeds FOLDER\n", stderr), 2;
  const fs::path whole = fs::path(argv[1]) / "audio_file_fuzz", tags = fs::path(argv[1]) / "tags_fuzz";
  fs::create_directories(whole);
  fs::create_directories(tags);
  lathe::Metadata metadata;
  metadata.title = "title";
  metadata.markers = {{3, 4, "marker"}};
  metadata.broadcast.emplace().description = "description";
  int number = 0;
  for (const lathe::FileFormat& format : lathe::testing::writableFormats())
    for (const int channels : {1, 2, 6}) {
      if (channels > 2 && format.container == lathe::Container::Mp3) continue;
      const std::string name = "seed" + std::to_string(number++);
      lathe::testing::writeFile(whole / name, format, {48000, lathe::ChannelLayout::usual(channels)},
                                lathe::testing::gridNoise(channels, 300, 12, 1), metadata);
      writeForTags(whole / name, format.container, tags / name);
    }
  return 0;
}
