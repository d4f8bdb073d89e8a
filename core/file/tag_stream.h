// TagLib on a ByteFile: its calls read and write our file, so that a failed write is known and keeps its reason.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <taglib/tiostream.h>

#include <exception>

#include "core/file/byte_file.h"

namespace lathe {

/// What TagLib reads and edits a file through. No exception passes through TagLib: the first failure is kept, whatever
/// follows it does nothing, and rethrow() tells it.
class TagStream final : public TagLib::IOStream {
 public:
  /// For reading. The file outlives the stream.
  explicit TagStream(const ByteFile& file) : reader_(&file) {}
  /// For reading and editing.
  explicit TagStream(ByteFile& file) : reader_(&file), writer_(&file) {}

  /// Throws the Error (Io) of the first call that failed.
  void rethrow() const;

  TagLib::FileName name() const override;
  TagLib::ByteVector readBlock(unsigned long length) override;
  void writeBlock(const TagLib::ByteVector& data) override;
  void insert(const TagLib::ByteVector& data, unsigned long start, unsigned long replace) override;
  void removeBlock(unsigned long start, unsigned long length) override;
  bool readOnly() const override { return !writer_; }
  bool isOpen() const override { return true; }
  void seek(long offset, Position from) override;
  long tell() const override { return static_cast<long>(position_); }
  long length() override;
  void truncate(long length) override;

 private:
  template <class Step>
  void attempt(Step step) noexcept;
  void write(std::uint64_t at, const TagLib::ByteVector& data);
  void moveTail(std::uint64_t from, std::uint64_t to);

  const ByteFile* reader_;
  ByteFile* writer_ = nullptr;
  std::uint64_t position_ = 0;
  std::exception_ptr failure_;
};

}  // namespace lathe
