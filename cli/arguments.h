// From the words of the command line to a command ready to run.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/context.h"

namespace lathe::cli {

struct Invocation {
  std::function<int(Context&)> run;  ///< empty when there is nothing to run: help, version, or a usage error
  int exitCode = 0;                  ///< when there is nothing to run
  std::string result;                ///< then: help or version, for stdout
  std::string message;               ///< then: what was wrong, for stderr
  bool isJson = false;
  bool isQuiet = false;
  bool mayOverwrite = false;
  int jobs = 1;
  std::string device;  ///< as chooseBackends() takes it; empty: LATHE_DEVICE, or what is fastest
};

/// Parses; prints nothing.
Invocation parseArguments(int count, const char* const* words);

/// A command and its options, for shell completion.
struct CommandWords {
  std::string name;
  std::string text;
  std::vector<std::string> options;
};
std::vector<CommandWords> commandWords();

}  // namespace lathe::cli
