// Walking through folders without leaving one out in silence.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/folder_files.h"

#include <algorithm>

#include "core/file/byte_file.h"

namespace lathe {
namespace {

namespace fs = std::filesystem;

/// Adds the files of one folder, and its folders to those that are still to be listed.
std::error_code list(const fs::path& folder, std::vector<fs::path>& files, std::vector<fs::path>& folders) {
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    std::error_code gone;  // between the listing and the look at it
    if (entry->is_directory(gone) && !entry->is_symlink(gone))
      folders.push_back(entry->path());
    else if (entry->is_regular_file(gone))
      files.push_back(entry->path());
  }
  return error;
}

}  // namespace

FolderFiles filesBelow(const fs::path& folder) {
  FolderFiles found;
  std::vector<fs::path> folders = {folder};
  while (!folders.empty()) {
    const fs::path next = std::move(folders.back());
    folders.pop_back();
    if (const std::error_code error = list(next, found.files, folders))
      found.problems.push_back("the folder " + quoted(next) + " cannot be listed: " + systemReason(error.value()));
  }
  std::ranges::sort(found.files);
  return found;
}

}  // namespace lathe
