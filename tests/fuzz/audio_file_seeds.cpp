// Writes one small file of every kind into the folder it is given: what audio_file_fuzz starts from.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <cstdio>
#include <filesystem>

#include "tests/core/file/file_signals.h"

int main(int argc, char** argv) {
  if (argc != 2) return std::fputs("usage: audio_file_seeds FOLDER\n", stderr), 2;
  std::filesystem::create_directories(argv[1]);
  lathe::Metadata metadata;
  metadata.title = "title";
  metadata.markers = {{3, 4, "marker"}};
  metadata.broadcast.emplace().description = "description";
  int number = 0;
  for (const lathe::FileFormat& format : lathe::testing::writableFormats())
    for (const int channels : {1, 2, 6}) {
      if (channels > 2 && format.container == lathe::Container::Mp3) continue;
      const auto path = std::filesystem::path(argv[1]) / ("seed" + std::to_string(number++));
      lathe::testing::writeFile(path, format, {48000, lathe::ChannelLayout::usual(channels)},
                                lathe::testing::gridNoise(channels, 300, 12, 1), metadata);
    }
  return 0;
}
