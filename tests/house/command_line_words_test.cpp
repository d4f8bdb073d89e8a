// What core, analysis and the window say to people knows nothing of the command line: there it is read in a window or a report.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gtest/gtest.h>

#include <regex>

#include "tests/house/source_files.h"

namespace lathe::house {
namespace {

/// A text in quotes that names an option or a call of the command line program.
bool namesTheCommandLine(const std::string& line) {
  static const std::regex words(R"re(".*((^|[ ("'])--[a-z]|'lathe [a-z]|lathe [a-z-]+ --[a-z]).*")re");
  const auto start = line.find_first_not_of(' ');
  if (start == line.npos || line.compare(start, 2, "//") == 0) return false;
  return std::regex_search(line, words);
}

TEST(Sentences, BelowTheCommandLineDoNotNameItsOptions) {
  int files = 0;
  for (const SourceFile& file : sourceFiles()) {
    const bool isBelow = file.path.starts_with("core/") || file.path.starts_with("analysis/") ||
                         file.path.starts_with("gpu/") || file.path.starts_with("gui/");
    // The window's own options are read there.
    if (!isBelow || file.path.ends_with("/start_words.cpp") || !file.isCode()) continue;
    ++files;
    for (std::size_t i = 0; i < file.lines.size(); ++i)
      EXPECT_FALSE(namesTheCommandLine(file.lines[i])) << file.path << ":" << i + 1 << ": " << file.lines[i];
  }
  EXPECT_GT(files, 500) << "the sources were not found";
}

TEST(Sentences, ThatNameTheCommandLineAreFound) {
  EXPECT_TRUE(namesTheCommandLine(R"(  throw Error("allow a limiter (--limit), or ask for less");)"));
  EXPECT_TRUE(namesTheCommandLine(R"(      return "it is not known; give it with --dialogue";)"));
  EXPECT_TRUE(namesTheCommandLine(R"(  "write one with 'lathe declick --events'");)"));
  EXPECT_FALSE(namesTheCommandLine(R"(  // "--limit" is the command line's)"));
  EXPECT_FALSE(namesTheCommandLine(R"(  for (int i = 3; i --> 0;) text += "a -- b";)"));
  EXPECT_FALSE(namesTheCommandLine(R"(  {"format", "lathe-chain"}, "the lathe turns")"));
}

}  // namespace
}  // namespace lathe::house
