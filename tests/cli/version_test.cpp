// `lathe --version` names the version and, in a checkout, the commit.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/places.h"
#include "tests/support/run_shell.h"

namespace lathe::test {
namespace {

using ::testing::ContainsRegex;

TEST(Version, NamesTheCommitWhereItIsKnown) {
  const Outcome told = runLathe({"--version"});
  EXPECT_EQ(told.exitCode, 0);
  EXPECT_THAT(told.out, ContainsRegex("^lathe [0-9]+\\.[0-9]+\\.[0-9]+( \\([0-9a-f]+\\))?\n$"));
  if (std::filesystem::exists(sourceFolder() / ".git")) {
    EXPECT_THAT(told.out, ContainsRegex("\\([0-9a-f]{7,}\\)"));
  }
}

}  // namespace
}  // namespace lathe::test
