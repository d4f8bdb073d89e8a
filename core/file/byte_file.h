// A file as numbered bytes, read and written at any place; failures are sentences.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <utility>

#include "core/file/byte_order.h"

namespace lathe {

/// 'path' in quotes, for messages.
std::string quoted(const std::filesystem::path& path);
/// What `error` (an errno) means, in words.
std::string systemReason(int error);

/// Owns an open regular file. Reading is thread-safe. Throws Error (NotFound, Unsupported, Io).
class ByteFile {
 public:
  ByteFile() = default;
  static ByteFile openForReading(const std::filesystem::path& path);
  static ByteFile openForEditing(const std::filesystem::path& path);
  /// Takes over an open descriptor; `path` is what messages call it.
  ByteFile(int descriptor, std::filesystem::path path) : descriptor_(descriptor), path_(std::move(path)) {}
  ByteFile(ByteFile&& other) noexcept
      : descriptor_(std::exchange(other.descriptor_, -1)), path_(std::move(other.path_)) {}
  ByteFile& operator=(ByteFile&& other) noexcept;
  ~ByteFile() { close(); }

  const std::filesystem::path& path() const noexcept { return path_; }
  int descriptor() const noexcept { return descriptor_; }
  std::uint64_t size() const;
  /// Bytes read: fewer than asked for only at the end of the file.
  std::size_t readAt(std::uint64_t offset, std::span<std::byte> out) const;
  /// `count` bytes, or as many as there are.
  Bytes readAt(std::uint64_t offset, std::size_t count) const;
  void writeAt(std::uint64_t offset, std::span<const std::byte> bytes);
  void truncate(std::uint64_t size);
  /// Until it is on the disk.
  void sync();
  void close() noexcept;

 private:
  int descriptor_ = -1;
  std::filesystem::path path_;
};

}  // namespace lathe
