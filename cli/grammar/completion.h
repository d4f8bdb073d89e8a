// Completion for shells: scripts that ask the program itself what may come next.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>
#include <vector>

#include "cli/terminal/context.h"

namespace lathe::cli {

struct CompletionOptions {
  std::string shell;  ///< "bash", "zsh", "fish"
};
/// Prints the script for a shell.
int runCompletion(const CompletionOptions& options, Context& context);

struct CompleteOptions {
  std::vector<std::string> words;  ///< as typed, without the program's name, the one under the cursor last
};
/// What the scripts call: a line for each suggestion, the word, a tab, a few words about it. None: file names.
int runComplete(const CompleteOptions& options, Context& context);

}  // namespace lathe::cli
