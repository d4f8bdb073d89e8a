// Small text files that hold what a report looked like: a change shows in their diff.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/support/places.h"

namespace lathe::test {

/// Compares with tests/golden/NAME. With LATHE_UPDATE_GOLDEN in the environment the file is written instead, to be read
/// and committed.
inline void expectGolden(const std::string& name, const std::string& text) {
  const std::filesystem::path path = sourceFolder() / "tests/golden" / name;
  if (std::getenv("LATHE_UPDATE_GOLDEN")) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  std::ifstream file(path, std::ios::binary);
  const std::string golden{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(text, golden) << "against " << path << "; run with LATHE_UPDATE_GOLDEN=1 when the change is meant";
}

}  // namespace lathe::test
