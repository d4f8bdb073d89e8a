// Making the folder that files are to be written into.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>

namespace lathe {

/// Makes the folder and those above it, where they are not there yet. Throws Error (Io) with the system's reason.
void makeFolder(const std::filesystem::path& folder);

}  // namespace lathe
