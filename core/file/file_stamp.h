// By what one sees that a file is another than before, without reading it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace lathe {

class ByteFile;

/// Which file it is on its disk, how long, and when it was written last. Every way of writing changes one of them: a
/// file that is replaced is another one, a file that is written in place has another time.
struct FileStamp {
  std::uint64_t inode = 0;
  std::uint64_t size = 0;    ///< bytes
  std::int64_t written = 0;  ///< ns since 1970

  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

/// Nothing when there is no such file. Links are followed.
std::optional<FileStamp> stampOf(const std::filesystem::path& path);
/// Of an open file; renaming it does not change its stamp. Throws Error (Io).
FileStamp stampOf(const ByteFile& file);

}  // namespace lathe
