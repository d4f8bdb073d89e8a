// One file's bytes into another.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/file/byte_file.h"

namespace lathe {

/// Writes all of `from` to the start of `to`. Throws Error (Io: also when `from` becomes shorter meanwhile).
void copyBytes(const ByteFile& from, ByteFile& to);

}  // namespace lathe
