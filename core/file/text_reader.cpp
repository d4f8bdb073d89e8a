// Reading text files piece by piece up to a limit.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/text_reader.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <span>

#include "core/audio/error.h"
#include "core/file/byte_file.h"

namespace lathe {
namespace {

constexpr std::size_t kPiece = 1u << 20;

[[noreturn]] void failToOpen(const std::filesystem::path& path, int error) {
  if (error == ENOENT || error == ENOTDIR) throw Error(ErrorKind::NotFound, "there is no file " + path.string());
  if (error == EACCES || error == EPERM)
    throw Error(ErrorKind::Io, path.string() + " cannot be opened; check its permissions");
  throw Error(ErrorKind::Io, path.string() + " cannot be opened: " + systemReason(error));
}

ByteFile openText(const std::filesystem::path& path) {
  // A pipe without a writer would block here for ever, so nothing is waited for until it is known to be a file.
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (descriptor < 0) failToOpen(path, errno);
  ByteFile file(descriptor, path);
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) failToOpen(path, errno);
  if (S_ISDIR(status.st_mode)) throw Error(ErrorKind::Io, path.string() + " is a folder, not a file");
  if (!S_ISREG(status.st_mode))
    throw Error(ErrorKind::Unsupported,
                path.string() + " is a pipe or a device, not a regular file; give the name of a file");
  return file;
}

std::string sizeText(std::uint64_t bytes) {
  return bytes >= (1u << 20) ? fmt::format("{} MiB", bytes >> 20) : fmt::format("{} KiB", bytes >> 10);
}

}  // namespace

std::string readWholeText(const std::filesystem::path& path, std::uint64_t limit) {
  const ByteFile file = openText(path);
  const auto refuseAbove = [&](std::uint64_t size) {
    if (size > limit) throw Error(ErrorKind::Damaged, "it is larger than " + sizeText(limit));
  };
  refuseAbove(file.size());
  std::string text;
  for (;;) {
    // One byte more than there should be tells whether the file has grown.
    const std::uint64_t left = std::max<std::uint64_t>(file.size(), text.size()) - text.size() + 1;
    const std::size_t start = text.size();
    text.resize(start + static_cast<std::size_t>(std::min<std::uint64_t>(left, kPiece)));
    const std::size_t got = file.readAt(start, std::as_writable_bytes(std::span(text).subspan(start)));
    const bool isAtEnd = start + got < text.size();
    text.resize(start + got);
    refuseAbove(text.size());
    if (isAtEnd) return text;
  }
}

}  // namespace lathe
