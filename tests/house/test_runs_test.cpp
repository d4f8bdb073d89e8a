// How the tests are run: each once, by stages that are all there, and never again until it passes.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/house/source_files.h"
#include "tests/support/places.h"

namespace lathe::house {
namespace {

// In pieces, so that this file does not speak of them.
const std::vector<std::string> kRetries = {std::string("--rep") + "eat", std::string("until") + "-pass",
                                           std::string("gtest_") + "repeat", std::string("--rerun") + "-failed"};

std::vector<SourceFile> testRunners() {
  std::vector<SourceFile> files;
  for (SourceFile& file : sourceFiles())
    if (!file.isCode()) files.push_back(std::move(file));
  SourceFile presets{"CMakePresets.json", {}};
  std::ifstream stream(test::sourceFolder() / presets.path);
  for (std::string line; std::getline(stream, line);) presets.lines.push_back(line);
  files.push_back(std::move(presets));
  return files;
}

bool hasLine(const SourceFile& file, const std::string& text) {
  return std::ranges::any_of(file.lines, [&](const std::string& line) { return line.find(text) != line.npos; });
}

TEST(TestRuns, RepeatNoTestUntilItPasses) {
  int files = 0;
  for (const SourceFile& file : testRunners()) {
    ++files;
    for (const std::string& retry : kRetries) EXPECT_FALSE(hasLine(file, retry)) << file.path << " has " << retry;
  }
  EXPECT_GT(files, 5) << "the scripts were not found";
}

TEST(TestRuns, OfContinuousIntegrationHaveEveryStage) {
  const auto files = testRunners();
  const auto script = std::ranges::find(files, "scripts/test", &SourceFile::path);
  ASSERT_NE(script, files.end());
  EXPECT_TRUE(hasLine(*script, "kAll=(packages format release campaigns asan fuzz tsan)"));
  for (const char* stage : {"packages", "format", "release", "campaigns", "asan", "fuzz", "tsan"})
    EXPECT_TRUE(hasLine(*script, std::string("stage_") + stage + "()")) << stage;
  const auto run = std::ranges::find(files, ".ci/run", &SourceFile::path);
  ASSERT_NE(run, files.end());
  EXPECT_TRUE(hasLine(*run, "scripts/test\""));
}

/// A reader of the world's bytes and the fuzz target that feeds it.
struct Reader {
  const char* target;
  const char* calls;
};

TEST(TestRuns, FuzzEveryReaderOfFiles) {
  constexpr Reader kReaders[] = {
      {"audio_file_fuzz", "openClip("},        {"tags_fuzz", "readFileTags("},
      {"chunks_fuzz", "parseCueChunks("},      {"session_fuzz", "historyFromText("},
      {"journal_fuzz", "readJournal("},        {"chain_fuzz", "presetFromText("},
      {"settings_text_fuzz", "setText("},      {"spec_fuzz", "specFromText("},
      {"catalog_fuzz", "Catalog catalog("},    {"response_index_fuzz", "readLibrary("},
      {"click_list_fuzz", "readClickEvents("}, {"noise_profile_fuzz", "loadProfile("},
      {"mask_fuzz", "maskFromJson("},          {"short_text_fuzz", "parseRanges("},
      {"kept_overview_fuzz", "keptTile("},
  };
  const auto files = sourceFiles();
  for (const Reader& reader : kReaders) {
    const auto file = std::ranges::find(files, std::string("tests/fuzz/") + reader.target + ".cpp", &SourceFile::path);
    ASSERT_NE(file, files.end()) << reader.target;
    EXPECT_TRUE(hasLine(*file, reader.calls)) << reader.target << " does not call " << reader.calls;
  }
}

}  // namespace
}  // namespace lathe::house
