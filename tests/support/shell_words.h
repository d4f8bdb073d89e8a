// Splitting lines of a shell into commands and words, as far as examples in help and documents need it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lathe::test {

/// The commands of a line ("a && b | c"), each as its words without quotes. A comment and redirections are left out;
/// variables and patterns stay as they are written.
std::vector<std::vector<std::string>> shellCommands(std::string_view line);

}  // namespace lathe::test
