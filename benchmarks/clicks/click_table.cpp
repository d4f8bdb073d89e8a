// Prints what the de-clicker measures of every candidate in some recordings: the table that scripts/train_clicks.py learns from.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>

#include "core/file/audio_file.h"
#include "core/restoration/declick/click_finder.h"

namespace {

/// One row of 32-bit floats per candidate: the file's number, first frame, one past the last, and its features.
void addRows(const std::filesystem::path& file, float number, std::ofstream& out) {
  const auto clip = lathe::openClip(file);
  lathe::AudioBuffer buffer(clip->format().channels(), static_cast<std::size_t>(clip->frames()));
  clip->read(0, buffer.view());
  const std::vector<double> x(buffer[0].begin(), buffer[0].end());
  const int rate = clip->format().sampleRate;
  lathe::ClickFinder finder(x.size(), lathe::ClickKind::Vinyl, rate);
  for (const auto& found : finder(x, 0, x.size(), 0)) {
    std::vector<float> row = {number, static_cast<float>(found.span.start), static_cast<float>(found.span.end)};
    row.insert(row.end(), found.features.begin(), found.features.end());
    out.write(reinterpret_cast<const char*>(row.data()), static_cast<std::streamsize>(row.size() * sizeof(float)));
  }
}

}  // namespace

int main(int count, char** words) {
  if (count < 3) return std::fprintf(stderr, "usage: lathe_click_table TABLE RECORDING...\n"), 2;
  try {
    std::ofstream out(words[1], std::ios::binary);
    for (int i = 2; i < count; ++i) addRows(words[i], static_cast<float>(i - 2), out);
    return out ? 0 : 1;
  } catch (const std::exception& error) {
    return std::fprintf(stderr, "%s\n", error.what()), 1;
  }
}
