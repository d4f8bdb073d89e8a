// Audio files of a session that are no longer where they were, and finding them elsewhere.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <utility>
#include <vector>

#include "core/session/history.h"
#include "core/work/progress.h"

namespace lathe {

/// Sources whose files are not there, each once, in the order in which tracks play them.
std::vector<SourcePtr> missingSources(const Session& session);

/// The file as a source that can stand for `source`: the same rate, channels and length, and the same content where
/// the session knows its hash (which reads the file whole). Throws Error (Invalid) that says what differs, and what
/// describeFile() throws.
SourcePtr sourceMovedTo(const AudioSource& source, const std::filesystem::path& file);

/// Looks for files with the same names in a folder and all folders below it. As many entries as `missing`; null for
/// what was not found. Folders that cannot be read are passed over. Throws Error (Cancelled).
std::vector<SourcePtr> findMoved(const std::vector<SourcePtr>& missing, const std::filesystem::path& folder,
                                 const Progress& progress = {});

/// All of them in one step: regions of the first of each pair play from the second.
Edit relinkSources(std::vector<std::pair<SourcePtr, SourcePtr>> moves);

}  // namespace lathe
