// Going down step by step, as each step is short.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "tests/support/unlistable_folder.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>

namespace lathe::test {

void makeUnlistableFolder(const std::filesystem::path& folder) {
  const std::string name(250, 'd');
  int at = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  for (std::size_t length = folder.native().size(); length <= PATH_MAX; length += name.size() + 1) {
    ASSERT_EQ(mkdirat(at, name.c_str(), 0700), 0);
    const int below = openat(at, name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    ASSERT_GE(below, 0);
    close(at);
    at = below;
  }
  close(at);
}

}  // namespace lathe::test
