// One writer at a time: whoever reads a file, changes it and writes it back holds its lock meanwhile.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <chrono>
#include <filesystem>

#include "core/file/byte_file.h"

namespace lathe {

/// How long one waits for another writer before saying so.
constexpr std::chrono::milliseconds kWriterPatience{30'000};

/// Holds the lock (flock) of a file or a folder while it lives. The lock lies on the file itself, so nothing is left
/// beside it; a writer that renames a new file over it (AtomicFile) is the last one to hold the old file's lock, and
/// those who waited for it take the new file's. Between threads of one process it works as between processes. Where a
/// file system knows no locks it holds nothing: compare the FileStamp, too.
class WriteLock {
 public:
  /// Waits until it has the lock. A target that is not there is not locked: there is nothing to read. Throws Error (Io)
  /// after `patience`.
  explicit WriteLock(const std::filesystem::path& target, std::chrono::milliseconds patience = kWriterPatience);

 private:
  ByteFile file_;
};

}  // namespace lathe
