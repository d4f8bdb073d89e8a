// Changing the metadata of a file that is there, whole or not at all.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/file/metadata.h"

namespace lathe {

/// Replaces what an existing file says about its audio; the audio's bytes stay as they are. The file is copied beside
/// itself, edited, compared and renamed, so it is changed whole or not at all. Chunks, tags and pictures that Lathe
/// does not know stay. Throws Error (NotFound, Unsupported, Damaged, Io).
void writeMetadata(const std::filesystem::path& path, const Metadata& metadata);

/// Sets and removes tags of a FLAC, Ogg Vorbis, Ogg Opus or MP3 file by their names, in the same way; all else stays.
/// Throws Error as writeMetadata does (Unsupported for other containers).
void writeTags(const std::filesystem::path& path, const std::map<std::string, std::string>& fresh,
               const std::vector<std::string>& removed = {});

}  // namespace lathe
