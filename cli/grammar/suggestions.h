// What may come next on a command line: commands, options, and the values that the program knows.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>
#include <vector>

#include "cli/grammar/suggestion.h"
#include "cli/grammar/typed_line.h"

namespace lathe::cli {

/// All that fit the word under the cursor, as whole words. None means that the shell's own completion by file names
/// does. Reads the session, presets and specifications that are named; what cannot be read gives no suggestion.
std::vector<Suggestion> suggestions(const std::vector<CommandWords>& grammar, const std::vector<std::string>& words);

}  // namespace lathe::cli
