// One pass over the characters, with the quote that is open.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "tests/support/shell_words.h"

namespace lathe::test {

std::vector<std::vector<std::string>> shellCommands(std::string_view line) {
  std::vector<std::vector<std::string>> commands(1);
  std::string word;
  bool hasWord = false, isTarget = false;
  char quote = 0;
  const auto endWord = [&] {
    if (hasWord && !isTarget) commands.back().push_back(word);
    if (hasWord) isTarget = false;
    word.clear();
    hasWord = false;
  };
  for (const char c : line) {
    if (quote != 0) {
      if (c == quote)
        quote = 0;
      else
        word += c;
    } else if (c == '\'' || c == '"') {
      quote = c;
      hasWord = true;
    } else if (c == '#' && !hasWord) {
      break;
    } else if (c == '|' || c == '&' || c == ';') {
      endWord();
      if (!commands.back().empty()) commands.emplace_back();
    } else if (c == '>' || c == '<') {
      endWord();
      isTarget = true;
    } else if (c == ' ' || c == '\t') {
      endWord();
    } else {
      word += c;
      hasWord = true;
    }
  }
  endWord();
  if (commands.back().empty()) commands.pop_back();
  return commands;
}

}  // namespace lathe::test
