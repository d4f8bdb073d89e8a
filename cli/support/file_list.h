// Which files a batch is about: folders, patterns and shares of a list.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>
#include <vector>

#include "cli/terminal/context.h"

namespace lathe::cli {

/// The files that a command was given, and what of them could not be found out.
class FileList {
 public:
  /// Folders become the audio files below them (links to folders are not followed), patterns with * ? [ ] the files they
  /// match, each group sorted by name; files stay as they are. Every file is named once. Throws Error (NotFound) for a
  /// folder or a pattern without audio files; Io when nothing could be listed.
  explicit FileList(const Paths& paths);

  const Paths& files() const noexcept { return files_; }
  /// For what is wrong when a file is missing. Throws Error (NotPossible) when a folder could not be listed.
  void mustBeWhole(const std::string& what) const;
  /// Says which folders could not be listed; `code` is the exit code of the work on the others.
  int exitCode(int code, Context& context) const;

 private:
  std::vector<std::string> problems_;  ///< one sentence for each folder that could not be listed to its end
  Paths files_;
};

/// True when expanding changes the list.
bool hasFoldersOrPatterns(const Paths& paths);

/// Every n-th file, beginning with the i-th, of "i/n" (from 1/n to n/n); all for an empty text. Throws Error (Invalid).
Paths shardOf(const Paths& paths, const std::string& shard);

}  // namespace lathe::cli
