// A file that appears whole under its name, or not at all.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include "core/file/byte_file.h"
#include "core/file/file_stamp.h"
#include "core/file/temporaries.h"

namespace lathe {

enum class Overwrite { No, Yes };

/// Writes under a hidden name beside the target (".NAME.lathe-PID-RANDOM.tmp"); commit() syncs the bytes, renames them
/// over the target and syncs the folder. Destroyed without commit(), it leaves the target as it was and nothing beside
/// it. A target that is a symbolic link stays one: what it points to is replaced. An overwritten file's permissions
/// stay. Temporaries of the same target whose process was killed are removed on the way.
class AtomicFile {
 public:
  /// Throws Error (Exists, NotFound for the folder, Unsupported: no regular file, Invalid: too long a name, Io).
  AtomicFile(const std::filesystem::path& target, Overwrite overwrite);
  ~AtomicFile();
  AtomicFile(AtomicFile&&) = delete;

  ByteFile& bytes() noexcept { return file_; }
  const std::filesystem::path& temporaryPath() const noexcept { return temporary_; }
  const std::filesystem::path& target() const noexcept { return target_; }
  /// Throws Error (Io; Exists when somebody made the target meanwhile and overwriting was not asked for).
  void commit();

 private:
  std::filesystem::path target_;
  std::filesystem::path temporary_;
  Overwrite overwrite_;
  std::unique_ptr<RegisteredTemporary> registration_;
  ByteFile file_;
  bool isCommitted_ = false;
};

/// Writes a whole text file that way; gives the stamp of what was written, whoever may have replaced it since. Throws
/// Error as AtomicFile does.
FileStamp writeTextFileAtomically(const std::filesystem::path& path, std::string_view text,
                                  Overwrite overwrite = Overwrite::No);

}  // namespace lathe
