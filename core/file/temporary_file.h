// A file without a name, for what is too large for memory and needed for a while only.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/file/byte_file.h"

namespace lathe {

/// Empty, on the disk ($TMPDIR, else /var/tmp or /tmp; in memory where none of them takes it), gone when it is closed. It
/// can be opened anew by its path() as long as it is open. Throws Error (Io).
ByteFile makeTemporaryFile();

}  // namespace lathe
