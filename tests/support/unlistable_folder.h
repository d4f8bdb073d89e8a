// A folder that nobody can list, whatever the rights of who asks: its path is longer than the system takes.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>

namespace lathe::test {

/// Makes folders inside each other below `folder` until the last one's path is too long to be opened.
void makeUnlistableFolder(const std::filesystem::path& folder);

}  // namespace lathe::test
