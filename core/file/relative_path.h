// Paths inside session and chain files: kept relative to the file, so that a folder can be moved with all that is in
// it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <string>

namespace lathe {

/// `path` (absolute) as text relative to `folder`; always holds a '/', so that it is never taken for a name.
std::string relativeText(const std::filesystem::path& folder, const std::filesystem::path& path);

/// The absolute path of such a text.
std::filesystem::path pathOfText(const std::filesystem::path& folder, const std::string& text);

/// The folder that the paths in a session or chain file are relative to: where the file really lies, links followed.
std::filesystem::path folderOf(const std::filesystem::path& file);

}  // namespace lathe
