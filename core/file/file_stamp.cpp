// Asking the system for inode, size and time.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/file_stamp.h"

#include <sys/stat.h>

#include <cerrno>

#include "core/audio/error.h"
#include "core/file/byte_file.h"

namespace lathe {
namespace {

FileStamp stampFrom(const struct stat& status) {
  return {status.st_ino, static_cast<std::uint64_t>(status.st_size),
          static_cast<std::int64_t>(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec};
}

}  // namespace

std::optional<FileStamp> stampOf(const std::filesystem::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return std::nullopt;
  return stampFrom(status);
}

FileStamp stampOf(const ByteFile& file) {
  struct stat status {};
  if (::fstat(file.descriptor(), &status) != 0)
    throw Error(ErrorKind::Io, quoted(file.path()) + " cannot be measured: " + systemReason(errno));
  return stampFrom(status);
}

}  // namespace lathe
