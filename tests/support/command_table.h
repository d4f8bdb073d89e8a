// For every command of the program, words with which it works: what has to be so for all of them is tested for all.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tests/support/run_program.h"

namespace lathe::test {

/// The files that the commands work on, made in a folder of the test's.
struct CommandFiles {
  std::filesystem::path mix;       ///< 1 s of a stereo tone, with a title, an artist, a comment and a marker
  std::filesystem::path response;  ///< a short impulse response
  std::filesystem::path session;   ///< of the mix, with a marker and a step that adds it
  std::filesystem::path chain, spec, catalog, otherCatalog;
  std::filesystem::path out;  ///< folder for what is written
};

/// Makes them in `folder`; their names and the texts in them hold `name`, which may be any text without a slash.
CommandFiles makeCommandFiles(const std::filesystem::path& folder, const std::string& name);

/// By the name of each command, one or more ways to call it. All of them succeed again and again.
std::map<std::string, std::vector<Words>> commandTable(const CommandFiles& files);

/// The names of the program's commands, as its completion lists them.
std::vector<std::string> commandNames();

}  // namespace lathe::test
