// Which files a batch is about: folders, patterns and shares of a list.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>

#include "cli/context.h"

namespace lathe::cli {

/// Folders become the audio files below them (links to folders are not followed), patterns with * ? [ ] the files they
/// match, each group sorted by name; files stay as they are. Every file is named once. Throws Error (NotFound) for a
/// folder or a pattern without audio files.
Paths expandPaths(const Paths& paths);

/// True when expanding changes the list.
bool hasFoldersOrPatterns(const Paths& paths);

/// Every n-th file, beginning with the i-th, of "i/n" (from 1/n to n/n); all for an empty text. Throws Error (Invalid).
Paths shardOf(const Paths& paths, const std::string& shard);

}  // namespace lathe::cli
