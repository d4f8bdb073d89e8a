// Tiles that were kept on disk come back as they were, or not at all.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gtest/gtest.h>

#include "analysis/overview/overview_cache.h"
#include "tests/support/signals.h"
#include "tests/support/temporary_folder.h"

namespace lathe::analysis {
namespace {

namespace fs = std::filesystem;
const std::string kPrint(64, 'a');

SpectrumTileSpec specAt(double start) {
  SpectrumTileSpec spec;
  spec.fftSize = 512;
  spec.start = start;
  spec.step = 512;
  spec.columns = 16;
  return spec;
}

SpectrumTile tileOf(const SpectrumTileSpec& spec) {
  const MemoryClip clip({48000, ChannelLayout::stereo()}, test::noise(2, 20000, 7, Decibels{-20}));
  return spectrumTile(clip, spec);
}

TEST(TileCache, GivesBackWhatWasKept) {
  const testing::TemporaryFolder folder;
  const auto spec = specAt(0);
  EXPECT_FALSE(keptTile(folder.path(), kPrint, spec));
  const SpectrumTile tile = tileOf(spec);
  keepTile(folder.path(), kPrint, spec, tile);
  const auto kept = keptTile(folder.path(), kPrint, spec);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->levels, tile.levels);
  EXPECT_EQ(kept->bins, tile.bins);
}

TEST(TileCache, KnowsOtherRecordingsAndOtherTilesApart) {
  const testing::TemporaryFolder folder;
  keepTile(folder.path(), kPrint, specAt(0), tileOf(specAt(0)));
  EXPECT_FALSE(keptTile(folder.path(), std::string(64, 'b'), specAt(0)));
  EXPECT_FALSE(keptTile(folder.path(), kPrint, specAt(8192)));
  for (const auto change :
       {+[](SpectrumTileSpec& s) { s.window = AnalysisWindow::Kaiser; }, +[](SpectrumTileSpec& s) { s.fftSize = 1024; },
        +[](SpectrumTileSpec& s) { s.step = 1024; }, +[](SpectrumTileSpec& s) { s.mostSpectra = 24; },
        +[](SpectrumTileSpec& s) { s.scope = ChannelScope::only(1); }}) {
    auto spec = specAt(0);
    change(spec);
    EXPECT_FALSE(keptTile(folder.path(), kPrint, spec));
  }
}

TEST(TileCache, TakesNothingThatIsDamaged) {
  const testing::TemporaryFolder folder;
  keepTile(folder.path(), kPrint, specAt(0), tileOf(specAt(0)));
  const fs::path file = folder / folder.names().front();
  const std::string whole = testing::fileBytes(file);
  std::string changed = whole;
  changed[changed.size() / 2] = static_cast<char>(changed[changed.size() / 2] + 1);
  for (const std::string& bytes : {changed, whole.substr(0, whole.size() - 1), whole + "x", std::string()}) {
    testing::writeBytes(file, bytes);
    EXPECT_FALSE(keptTile(folder.path(), kPrint, specAt(0)));
  }
  testing::writeBytes(file, whole);
  EXPECT_TRUE(keptTile(folder.path(), kPrint, specAt(0)));
}

TEST(TileCache, RemovesWhatWasUsedLongestAgo) {
  const testing::TemporaryFolder folder;
  for (int i = 0; i < 4; ++i) keepTile(folder.path(), kPrint, specAt(i * 8192.0), tileOf(specAt(i * 8192.0)));
  const auto now = fs::file_time_type::clock::now();
  for (const std::string& name : folder.names()) fs::last_write_time(folder / name, now - std::chrono::hours(1));
  EXPECT_TRUE(keptTile(folder.path(), kPrint, specAt(8192)));  // used just now
  const auto one = fs::file_size(folder / folder.names().front());
  pruneTiles(folder.path(), one + one / 2);
  EXPECT_EQ(folder.names().size(), 1u);
  EXPECT_TRUE(keptTile(folder.path(), kPrint, specAt(8192)));
}

}  // namespace
}  // namespace lathe::analysis
