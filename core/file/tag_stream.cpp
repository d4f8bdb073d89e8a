// Blocks, insertions and removals as TagLib asks for them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/tag_stream.h"

#include <algorithm>
#include <span>

#include "core/audio/error.h"

namespace lathe {
namespace {

constexpr std::uint64_t kBlock = 1 << 20;

std::span<const std::byte> bytesOf(const TagLib::ByteVector& data) {
  return {reinterpret_cast<const std::byte*>(data.data()), data.size()};
}

}  // namespace

void TagStream::rethrow() const {
  if (failure_) std::rethrow_exception(failure_);
}

template <class Step>
void TagStream::attempt(Step step) noexcept {
  if (failure_) return;
  try {
    step();
  } catch (...) {
    failure_ = std::current_exception();
  }
}

TagLib::FileName TagStream::name() const { return reader_->path().c_str(); }

TagLib::ByteVector TagStream::readBlock(unsigned long length) {
  TagLib::ByteVector block;
  attempt([&] {
    const std::uint64_t end = reader_->size();
    const std::uint64_t left = position_ < end ? end - position_ : 0;
    block.resize(static_cast<unsigned>(std::min<std::uint64_t>(length, left)));
    const std::span<std::byte> out{reinterpret_cast<std::byte*>(block.data()), block.size()};
    block.resize(static_cast<unsigned>(reader_->readAt(position_, out)));
    position_ += block.size();
  });
  return block;
}

void TagStream::write(std::uint64_t at, const TagLib::ByteVector& data) {
  if (!writer_) throw Error(ErrorKind::Io, quoted(reader_->path()) + " is open for reading only");
  writer_->writeAt(at, bytesOf(data));
}

void TagStream::writeBlock(const TagLib::ByteVector& data) {
  attempt([&] {
    write(position_, data);
    position_ += data.size();
  });
}

/// Puts what stands from `from` to the end at `to`; the file grows or shrinks by the difference.
void TagStream::moveTail(std::uint64_t from, std::uint64_t to) {
  const std::uint64_t end = reader_->size(), count = from < end ? end - from : 0;
  Bytes block;
  for (std::uint64_t done = 0; done < count; done += block.size()) {
    const std::uint64_t size = std::min(kBlock, count - done);
    const std::uint64_t place = to > from ? count - done - size : done;  // what is not moved yet is not written over
    block = reader_->readAt(from + place, static_cast<std::size_t>(size));
    if (block.size() != size)
      throw Error(ErrorKind::Io, quoted(reader_->path()) + " cannot be read: it became shorter meanwhile");
    writer_->writeAt(to + place, block);
  }
  if (to < from) writer_->truncate(to + count);
}

void TagStream::insert(const TagLib::ByteVector& data, unsigned long start, unsigned long replace) {
  attempt([&] {
    const std::uint64_t end = reader_->size();
    const std::uint64_t tail = std::min<std::uint64_t>(end, std::uint64_t{start} + replace);
    if (tail < end && tail != start + data.size()) {
      if (!writer_) throw Error(ErrorKind::Io, quoted(reader_->path()) + " is open for reading only");
      moveTail(tail, start + data.size());
    }
    write(start, data);
    if (tail == end && start + data.size() < end) writer_->truncate(start + data.size());
    position_ = start + data.size();
  });
}

void TagStream::removeBlock(unsigned long start, unsigned long length) { insert({}, start, length); }

void TagStream::seek(long offset, Position from) {
  const long base = from == Beginning ? 0 : from == Current ? tell() : length();
  position_ = static_cast<std::uint64_t>(std::max(0L, base + offset));
}

long TagStream::length() {
  long length = 0;
  attempt([&] { length = static_cast<long>(reader_->size()); });
  return length;
}

void TagStream::truncate(long length) {
  attempt([&] {
    if (!writer_) throw Error(ErrorKind::Io, quoted(reader_->path()) + " is open for reading only");
    writer_->truncate(static_cast<std::uint64_t>(std::max(0L, length)));
  });
}

}  // namespace lathe
