// All files below a folder, and what of it could not be listed.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace lathe {

struct FolderFiles {
  std::vector<std::filesystem::path> files;  ///< regular files, sorted
  std::vector<std::string> problems;         ///< one sentence for each folder that could not be listed to its end
};

/// Links to files are files, links to folders are not followed. Never throws for what the disk does wrong.
FolderFiles filesBelow(const std::filesystem::path& folder);

}  // namespace lathe
