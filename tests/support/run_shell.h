// Runs a line of bash in a folder, with the program under test first in its path, as someone at a terminal does.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <string>

#include "tests/support/run_program.h"

namespace lathe::test {

/// Runs `line` to its end in `folder`. `environment` entries ("HOME=/tmp/x") are added.
Outcome runShell(const std::string& line, const std::filesystem::path& folder, const Words& environment = {});

}  // namespace lathe::test
