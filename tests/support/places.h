// Where the sources and the program under test lie.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>

namespace lathe::test {

/// The root of the source tree that the tests were built from.
const std::filesystem::path& sourceFolder();

/// The command-line program that the tests run.
const std::filesystem::path& programUnderTest();

}  // namespace lathe::test
