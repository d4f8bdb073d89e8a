// Manual pages, written from the grammar of the command line itself.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>
#include <vector>

#include "cli/grammar/arguments.h"

namespace lathe::cli {

/// "lathe-ir-make", which is a page's name and, with ".1" behind it, its file.
std::string manualName(const CommandWords& command);

/// The page of one command in the language of man(7). `grammar` is commandWords().
std::string manualPage(const CommandWords& command, const std::vector<CommandWords>& grammar);

struct ManualOptions {
  std::filesystem::path folder;
};
/// Writes a page for the program and one for every command into a folder, over those that are there.
int runManual(const ManualOptions& options, Context& context);

}  // namespace lathe::cli
