// The values that options and arguments take, where the program knows them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>
#include <vector>

#include "cli/grammar/suggestion.h"
#include "cli/grammar/typed_line.h"

namespace lathe::cli {

/// Of `line.option`. Not yet narrowed down to those that fit `line.current`. Throws Error where a file that the line
/// names cannot be read.
std::vector<Suggestion> optionValues(const TypedLine& line);

/// Of the positional argument under the cursor; as optionValues().
std::vector<Suggestion> positionalValues(const TypedLine& line);

/// The options whose values are words of a fixed list, for the test that the help names each of them: command (empty:
/// every command that has the option), option, words with blanks between.
struct FixedWords {
  std::string_view command;
  std::string_view option;
  std::string_view words;
};
const std::vector<FixedWords>& fixedWords();

}  // namespace lathe::cli
