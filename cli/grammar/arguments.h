// From the words of the command line to a command ready to run.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>
#include <vector>

#include "cli/grammar/invocation.h"

namespace lathe::cli {

/// Parses; prints nothing.
Invocation parseArguments(int count, const char* const* words);

/// An option or a positional argument, as the help shows it.
struct OptionWords {
  std::vector<std::string> names;  ///< "-o", "--output"; of a positional argument its name: "FILE"
  std::string text;                ///< one sentence
  std::string standard;            ///< the default; empty where there is none to show
  bool takesValue = true;          ///< false: a switch
  bool isRequired = false;
  bool isRepeatable = false;  ///< may be given several times, or takes several values
};

/// A command as the grammar describes it, for completion, the manual and tests.
struct CommandWords {
  std::string name;   ///< "master", "ir make"; empty: the program itself with the options that all commands share
  std::string text;   ///< one sentence
  std::string notes;  ///< what the help says below the options, without the examples
  std::vector<std::string> examples;  ///< lines for a shell
  std::vector<OptionWords> options;   ///< of its own
  std::vector<OptionWords> positionals;
  bool isFamily = false;  ///< holds other commands and does nothing by itself
};

/// The program and every command, parts of families included, in the order of the help; what the help hides is not
/// among them.
std::vector<CommandWords> commandWords();

}  // namespace lathe::cli
