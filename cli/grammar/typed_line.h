// A command line as far as it is typed, read by the grammar without being run.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <map>
#include <string>
#include <vector>

#include "cli/grammar/arguments.h"

namespace lathe::cli {

/// What stands before the cursor, and the word under it.
struct TypedLine {
  const CommandWords* program = nullptr;                   ///< with the options that all commands share
  const CommandWords* command = nullptr;                   ///< as far as it is named; the program itself where none is
  std::vector<std::string> positionals;                    ///< of the command, without its name
  std::map<std::string, std::vector<std::string>> values;  ///< by the option's last name: "--set" has "ratio=2"
  std::string option;                                      ///< whose value the last word is; empty: none
  std::string current;                                     ///< the last word, or what stands behind "--option="
  std::string kept;                                        ///< what stands before it in the same word: "--option="

  /// The last value of an option; empty where it was not given.
  std::string value(const std::string& name) const;
};

/// `words` come without the program's name and end with the word under the cursor, which may be empty. `grammar` is
/// commandWords() and must outlive the result.
TypedLine readTyped(const std::vector<CommandWords>& grammar, const std::vector<std::string>& words);

}  // namespace lathe::cli
