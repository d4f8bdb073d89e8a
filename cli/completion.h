// Completion scripts for shells, made from the grammar of the command line itself.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>

#include "cli/context.h"

namespace lathe::cli {

struct CompletionOptions {
  std::string shell;  ///< "bash", "zsh", "fish"
};
int runCompletion(const CompletionOptions& options, Context& context);

}  // namespace lathe::cli
