// The manual pages: one for every command, with the sections that a reader looks for, and nothing that man complains of.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/grammar/manual.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/run_shell.h"
#include "tests/support/temporary_folder.h"

namespace lathe::test {
namespace {

using ::testing::HasSubstr;

TEST(Manual, HasAPageForEveryCommandWithItsSections) {
  const testing::TemporaryFolder folder;
  ASSERT_EQ(runLathe({"manual", folder.path().string()}).exitCode, 0);
  const auto grammar = cli::commandWords();
  EXPECT_EQ(folder.names().size(), grammar.size());
  EXPECT_TRUE(std::filesystem::exists(folder / "lathe-ir-make.1"));
  for (const cli::CommandWords& command : grammar) {
    const std::string page = testing::fileBytes(folder / (cli::manualName(command) + ".1"));
    for (const char* section :
         {"NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXAMPLES", "EXIT STATUS", "FILES", "ENVIRONMENT", "SEE ALSO"})
      EXPECT_THAT(page, HasSubstr(std::string(".SH ") + section + "\n")) << command.name;
  }
}

TEST(Manual, NamesEveryOptionAndExample) {
  const auto grammar = cli::commandWords();
  const auto plain = [](std::string text) {
    for (std::size_t at = 0; (at = text.find('-', at)) != std::string::npos; at += 2) text.replace(at, 1, "\\-");
    return text;
  };
  for (const cli::CommandWords& command : grammar) {
    const std::string page = cli::manualPage(command, grammar);
    for (const cli::OptionWords& option : command.options)
      for (const std::string& name : option.names) EXPECT_THAT(page, HasSubstr(plain(name))) << command.name;
    for (const std::string& example : command.examples)
      EXPECT_THAT(page, HasSubstr(plain(example.substr(0, example.find('\''))))) << command.name;
  }
}

TEST(Manual, IsSetWithoutAWarning) {
  const testing::TemporaryFolder folder;
  if (runShell("command -v groff && command -v man", folder.path()).exitCode != 0)
    GTEST_SKIP() << "man is not installed";
  ASSERT_EQ(runLathe({"manual", folder.path().string()}).exitCode, 0);
  const Outcome all = runShell("for page in *.1; do man --warnings -E UTF-8 -l -Tutf8 \"$page\" >/dev/null; done",
                               folder.path(), {"MANWIDTH=80", "LC_ALL=C.UTF-8"});
  EXPECT_EQ(all.err, "");
  const Outcome one = runShell("man -l lathe-master.1 | col -b", folder.path(), {"MANWIDTH=80", "LC_ALL=C.UTF-8"});
  EXPECT_THAT(one.out, HasSubstr("lathe master mix.wav -o master.wav"));
  EXPECT_THAT(one.out, HasSubstr("--ceiling"));
}

}  // namespace
}  // namespace lathe::test
