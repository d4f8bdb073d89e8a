// Every source file says in its first line what it is for, and then under which licence it stands.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/house/source_files.h"

namespace lathe::house {
namespace {

// In two pieces, so that this file's own licence is the only one that is found here.
const std::string kLicence = std::string("SPDX-License-") + "Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA";
const std::string kCopyright = std::string("SPDX-FileCopyright") + "Text: The Lathe authors";

/// What is wrong with a file's first lines, or nothing.
std::string complaint(const SourceFile& file) {
  const std::string mark = file.isCode() ? "// " : "# ";
  std::vector<std::string> lines = file.lines;
  if (!lines.empty() && lines[0].starts_with("#!")) lines.erase(lines.begin());
  const auto isLine = [&](std::size_t i, const std::string& text) {
    return i < lines.size() && lines[i] == mark + text;
  };

  constexpr std::size_t kShortest = 15;
  if (lines.empty() || !lines[0].starts_with(mark) || lines[0].find("SPDX") != std::string::npos ||
      lines[0].size() < mark.size() + kShortest)
    return "its first line must be a comment that says what the file is for";
  // The purpose may take two lines.
  const std::size_t after = isLine(1, kLicence) ? 1 : 2;
  if (!isLine(after, kLicence)) return "after its purpose must come \"" + mark + kLicence + "\"";
  if (!isLine(after + 1, kCopyright)) return "after the licence must come \"" + mark + kCopyright + "\"";
  if (file.isHeader() && std::ranges::find(lines, "#pragma once") == lines.end()) return "a header needs #pragma once";
  return {};
}

TEST(FileHead, OfEverySourceFileTellsPurposeAndLicence) {
  int files = 0;
  for (const SourceFile& file : sourceFiles()) {
    ++files;
    EXPECT_EQ(complaint(file), "") << file.path;
  }
  EXPECT_GT(files, 50) << "the sources were not found";
}

TEST(FileHead, RefusesWhatLacksAPart) {
  EXPECT_EQ(complaint({"a.h", {"// Says what it is for.", "// " + kLicence, "// " + kCopyright, "#pragma once"}}), "");
  EXPECT_EQ(complaint({"a.cpp", {"// Says what it is for,", "// at length.", "// " + kLicence, "// " + kCopyright}}),
            "");
  EXPECT_EQ(complaint({"scripts/a", {"#!/bin/sh", "# Says what it is for.", "# " + kLicence, "# " + kCopyright}}), "");
  EXPECT_NE(complaint({"a.cpp", {}}), "");
  EXPECT_NE(complaint({"a.cpp", {"// " + kLicence, "// " + kCopyright}}), "");
  EXPECT_NE(complaint({"a.cpp", {"// Says what it is for.", "// " + kCopyright}}), "");
  EXPECT_NE(complaint({"a.cpp", {"// Says what it is for.", "// " + kLicence}}), "");
  EXPECT_NE(complaint({"a.h", {"// Says what it is for.", "// " + kLicence, "// " + kCopyright}}), "");
}

}  // namespace
}  // namespace lathe::house
