// Every line of README and docs that calls lathe is understood by the command line's grammar.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "cli/grammar/arguments.h"
#include "cli/options/edit.h"
#include "tests/support/places.h"
#include "tests/support/shell_words.h"

namespace lathe::test {
namespace {

namespace fs = std::filesystem;

struct Line {
  std::string place;  ///< "docs/user/gpu.md:7"
  std::string text;
};

/// Lines of code blocks (fenced, or indented by four) that begin with `lathe`.
std::vector<Line> documentedLines() {
  std::vector<fs::path> pages = {sourceFolder() / "README.md"};
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(sourceFolder() / "docs"))
    if (entry.path().extension() == ".md") pages.push_back(entry.path());
  std::vector<Line> lines;
  for (const fs::path& page : pages) {
    std::ifstream file(page);
    bool isFenced = false;
    int number = 0;
    for (std::string text; std::getline(file, text);) {
      ++number;
      if (text.starts_with("```")) isFenced = !isFenced;
      const auto start = text.find_first_not_of(' ');
      if (start == text.npos || (!isFenced && start < 4)) continue;
      text.erase(0, start);
      if (text.starts_with("$ ")) text.erase(0, 2);
      if (text.starts_with("lathe "))
        lines.push_back({fs::relative(page, sourceFolder()).string() + ":" + std::to_string(number), text});
    }
  }
  return lines;
}

/// Why a call is not understood; empty when it is. What the grammar leaves to the command (`edit`) is looked at too.
std::string complaint(const std::vector<std::string>& words) {
  std::vector<const char*> pointers;
  for (const std::string& word : words) pointers.push_back(word.c_str());
  const cli::Invocation invocation = cli::parseArguments(static_cast<int>(pointers.size()), pointers.data());
  if (invocation.exitCode != 0) return invocation.message;
  if (words.size() > 3 && words[1] == "edit") {
    const auto usages = cli::editUsages();
    const bool isEdit = std::ranges::any_of(
        usages, [&](const std::string& usage) { return usage.substr(0, usage.find(' ')) == words[3]; });
    if (!isEdit) return "there is no edit '" + words[3] + "'";
  }
  return {};
}

TEST(DocumentedLine, IsUnderstoodByTheGrammar) {
  const std::vector<Line> lines = documentedLines();
  EXPECT_GT(lines.size(), 80u) << "the documents were not found";
  for (const Line& line : lines)
    for (const auto& words : shellCommands(line.text))
      if (words.front() == "lathe") {
        EXPECT_EQ(complaint(words), "") << line.place << ": " << line.text;
      }
}

TEST(DocumentedLine, IsRefusedWithAWrongCommandOptionOrEdit) {
  EXPECT_EQ(complaint({"lathe", "measure", "a.wav"}), "");
  EXPECT_NE(complaint({"lathe", "measur", "a.wav"}), "");
  EXPECT_NE(complaint({"lathe", "measure", "a.wav", "--no-such-option"}), "");
  EXPECT_NE(complaint({"lathe", "measure", "a.wav", "--revision", "9"}), "");
  EXPECT_NE(complaint({"lathe", "render"}), "");
  EXPECT_NE(complaint({"lathe", "edit", "a.lathe", "undue"}), "");
}

TEST(ShellWords, KnowQuotesCommentsRedirectionsAndSeveralCommands) {
  using Commands = std::vector<std::vector<std::string>>;
  EXPECT_EQ(shellCommands("a 'b c' d=\"e f\"  # g"), (Commands{{"a", "b c", "d=e f"}}));
  EXPECT_EQ(shellCommands("a b > c && d | e"), (Commands{{"a", "b"}, {"d"}, {"e"}}));
  EXPECT_EQ(shellCommands("a c#1 ''"), (Commands{{"a", "c#1", ""}}));
  EXPECT_EQ(shellCommands("  # only a comment"), Commands{});
}

}  // namespace
}  // namespace lathe::test
