// The programs as they were linked: at random addresses, relocations read-only, stack protected, C library calls fortified.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/support/places.h"
#include "tests/support/run_shell.h"
#include "tests/support/temporary_folder.h"

namespace lathe::test {
namespace {

using ::testing::AnyOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
namespace fs = std::filesystem;

class Hardening : public ::testing::TestWithParam<const char*> {
 protected:
  /// The program's file; skips where this build has none, or is not hardened.
  void SetUp() override {
    const fs::path build = programUnderTest().parent_path().parent_path();
    program_ = build / GetParam();
    if (!fs::exists(program_)) GTEST_SKIP() << program_ << " was not built";
    const testing::TemporaryFolder folder;
    if (runShell("command -v readelf", folder.path()).exitCode != 0) GTEST_SKIP() << "readelf is not installed";
    if (runShell("grep -q '^LATHE_HARDENING:BOOL=ON' CMakeCache.txt && grep -q '^CMAKE_BUILD_TYPE:STRING=Release' "
                 "CMakeCache.txt && grep -q '^LATHE_SANITIZE:STRING=$' CMakeCache.txt",
                 build)
            .exitCode != 0)
      GTEST_SKIP() << "this is not a hardened release build";
  }
  std::string readelf(const std::string& what) const {
    return runShell("readelf " + what + " " + program_.string(), program_.parent_path(), {"LC_ALL=C"}).out;
  }

  fs::path program_;
};

TEST_P(Hardening, LoadsAtARandomAddress) {
  EXPECT_THAT(readelf("-hW"), ContainsRegex("Type: +DYN"));
  EXPECT_THAT(readelf("-dW"), ContainsRegex("FLAGS_1.*PIE"));
}

TEST_P(Hardening, MakesAllRelocationsReadOnlyBeforeItStarts) {
  EXPECT_THAT(readelf("-lW"), HasSubstr("GNU_RELRO"));
  EXPECT_THAT(readelf("-dW"), AnyOf(ContainsRegex("FLAGS.*BIND_NOW"), HasSubstr("(BIND_NOW)")));
}

TEST_P(Hardening, HasNoStackThatCanBeExecuted) { EXPECT_THAT(readelf("-lW"), ContainsRegex("GNU_STACK .* RW ")); }

TEST_P(Hardening, ProtectsItsStackAndItsCallsOfTheCLibrary) {
  const std::string symbols = readelf("--dyn-syms -W");
  EXPECT_THAT(symbols, HasSubstr("__stack_chk_fail"));
  EXPECT_THAT(symbols, ContainsRegex("__(memcpy|memset|memmove|snprintf|fprintf|vsnprintf|read|fread)_chk"));
}

/// Landing marks of indirect branches (endbr64). The note in the file that says all of it has them is set by the linker
/// only where the C library's start files have them too, which is so on Ubuntu and not on Debian 12.
TEST_P(Hardening, MarksWhereIndirectBranchesMayLand) {
  const std::string code = testing::fileBytes(program_);
  std::size_t marks = 0;
  for (std::size_t at = 0; (at = code.find("\xF3\x0F\x1E\xFA", at)) != std::string::npos; at += 4) ++marks;
  if (readelf("-hW").find("X86-64") == std::string::npos) GTEST_SKIP() << "another processor";
  EXPECT_GT(marks, 1000u);
  const std::string startFile = runShell("readelf -nW \"$(c++ -print-file-name=Scrt1.o)\" 2>/dev/null", "/").out;
  if (startFile.find("IBT") != std::string::npos) {
    EXPECT_THAT(readelf("-nW"), HasSubstr("IBT"));
    EXPECT_THAT(readelf("-nW"), HasSubstr("SHSTK"));
  }
}

INSTANTIATE_TEST_SUITE_P(Of, Hardening, ::testing::Values("cli/lathe", "gui/lathe-gui"),
                         [](const auto& info) { return info.index == 0 ? "Lathe" : "LatheGui"; });

}  // namespace
}  // namespace lathe::test
