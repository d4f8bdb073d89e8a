// Writing a text file and knowing it again.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <string_view>

#include "core/file/atomic_file.h"
#include "core/file/file_stamp.h"

namespace lathe {

/// As writeTextFileAtomically(); gives the stamp of what was written, whoever may have replaced it since.
FileStamp writeStampedTextFile(const std::filesystem::path& path, std::string_view text, Overwrite overwrite);

}  // namespace lathe
