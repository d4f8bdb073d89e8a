// Where the sources and the program under test lie: the only unit that is compiled with paths of the build machine.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "tests/support/places.h"

namespace lathe::test {

const std::filesystem::path& sourceFolder() {
  static const std::filesystem::path folder = LATHE_SOURCE_DIR;
  return folder;
}

const std::filesystem::path& programUnderTest() {
  static const std::filesystem::path program = LATHE_EXECUTABLE;
  return program;
}

}  // namespace lathe::test
