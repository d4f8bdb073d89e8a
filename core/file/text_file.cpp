// Reading a text file into memory.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/text_file.h"

#include "core/file/text_reader.h"

namespace lathe {

std::string readTextFile(const std::filesystem::path& path) { return readWholeText(path); }

}  // namespace lathe
