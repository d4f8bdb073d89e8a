// Reading and writing bytes with the calls of POSIX.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/byte_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "core/audio/error.h"

namespace lathe {
namespace {

[[noreturn]] void failToOpen(const std::filesystem::path& path, int error) {
  if (error == ENOENT || error == ENOTDIR) throw Error(ErrorKind::NotFound, "there is no file " + quoted(path));
  if (error == EACCES || error == EPERM)
    throw Error(ErrorKind::Io, quoted(path) + " cannot be opened: its permissions do not allow it");
  throw Error(ErrorKind::Io, quoted(path) + " cannot be opened: " + systemReason(error));
}

ByteFile open(const std::filesystem::path& path, int flags) {
  // A pipe would block here for ever, so nothing is waited for until it is known to be a regular file.
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0 && errno != EISDIR) failToOpen(path, errno);
  ByteFile file(descriptor, path);
  struct stat status {};
  if (descriptor < 0 || ::fstat(descriptor, &status) != 0 || S_ISDIR(status.st_mode))
    throw Error(ErrorKind::Unsupported, quoted(path) + " is a folder, not an audio file");
  if (!S_ISREG(status.st_mode))
    throw Error(ErrorKind::Unsupported, quoted(path) + " is not a regular file, so Lathe cannot move about in it");
  return file;
}

}  // namespace

std::string quoted(const std::filesystem::path& path) { return fmt::format("'{}'", path.native()); }

std::string systemReason(int error) {
  if (error == ENOSPC || error == EDQUOT) return "the disk is full";
  if (error == EFBIG) return "the file would be larger than the system allows";
  return std::generic_category().message(error);
}

ByteFile ByteFile::openForReading(const std::filesystem::path& path) { return open(path, O_RDONLY); }
ByteFile ByteFile::openForEditing(const std::filesystem::path& path) { return open(path, O_RDWR); }

ByteFile& ByteFile::operator=(ByteFile&& other) noexcept {
  close();
  descriptor_ = std::exchange(other.descriptor_, -1);
  path_ = std::move(other.path_);
  return *this;
}

std::uint64_t ByteFile::size() const {
  struct stat status {};
  if (::fstat(descriptor_, &status) != 0)
    throw Error(ErrorKind::Io, quoted(path_) + " cannot be measured: " + systemReason(errno));
  return static_cast<std::uint64_t>(status.st_size);
}

std::size_t ByteFile::readAt(std::uint64_t offset, std::span<std::byte> out) const {
  std::size_t done = 0;
  while (done < out.size()) {
    const ssize_t got = ::pread(descriptor_, out.data() + done, out.size() - done, static_cast<off_t>(offset + done));
    if (got == 0) break;
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw Error(ErrorKind::Io, quoted(path_) + " cannot be read: " + systemReason(errno));
    done += static_cast<std::size_t>(got);
  }
  return done;
}

Bytes ByteFile::readAt(std::uint64_t offset, std::size_t count) const {
  const std::uint64_t end = size();
  Bytes bytes(static_cast<std::size_t>(std::min<std::uint64_t>(count, offset < end ? end - offset : 0)));
  bytes.resize(readAt(offset, std::span(bytes)));
  return bytes;
}

void ByteFile::writeAt(std::uint64_t offset, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0)
      throw Error(ErrorKind::Io, quoted(path_) + " cannot be written: " + systemReason(put < 0 ? errno : EIO));
    offset += static_cast<std::uint64_t>(put);
    bytes = bytes.subspan(static_cast<std::size_t>(put));
  }
}

void ByteFile::truncate(std::uint64_t size) {
  if (::ftruncate(descriptor_, static_cast<off_t>(size)) != 0)
    throw Error(ErrorKind::Io, quoted(path_) + " cannot be resized: " + systemReason(errno));
}

void ByteFile::sync() {
  if (::fsync(descriptor_) != 0)
    throw Error(ErrorKind::Io, quoted(path_) + " did not reach the disk: " + systemReason(errno));
}

void ByteFile::close() noexcept {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
}

}  // namespace lathe
