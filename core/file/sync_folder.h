// Bringing the names in a folder to the disk.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>

namespace lathe {

/// Waits until the names in a folder are on the disk, where its file system can say so. Throws Error (Io).
void syncFolder(const std::filesystem::path& folder);

}  // namespace lathe
