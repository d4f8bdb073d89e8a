// Virtual input and output for libsndfile; no exception crosses its C code.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/sndfile_stream.h"

#include <algorithm>
#include <cstdio>
#include <cstring>

#include "core/file/library_messages.h"

namespace lathe {

SndfileStream::SndfileStream(ByteFile& file, int mode, SF_INFO& info) : file_(file), isReading_(mode == SFM_READ) {
  if (isReading_) {
    buffer_.reserve(1 << 16);
    fixedLength_ = file.size();
  }
  SF_VIRTUAL_IO io = calls();
  const LibraryListener listener(file_.path());
  handle_ = sf_open_virtual(&io, mode, &info, this);
}

void SndfileStream::rethrow() {
  if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
}

void SndfileStream::close() noexcept {
  const LibraryListener listener(file_.path());
  if (handle_) sf_close(handle_);
  handle_ = nullptr;
}

SF_VIRTUAL_IO SndfileStream::calls() {
  static constexpr auto of = [](void* user) { return static_cast<SndfileStream*>(user); };
  return {
      .get_filelen = [](void* user) { return static_cast<sf_count_t>(of(user)->length()); },
      .seek = [](sf_count_t offset, int whence, void* user) { return of(user)->seek(offset, whence); },
      .read = [](void* to, sf_count_t count, void* user) { return of(user)->read(to, count); },
      .write = [](const void* from, sf_count_t count, void* user) { return of(user)->write(from, count); },
      .tell = [](void* user) { return static_cast<sf_count_t>(of(user)->position_); },
  };
}

std::uint64_t SndfileStream::length() const {
  if (isReading_) return fixedLength_;
  try {
    return file_.size();
  } catch (...) {
    return 0;
  }
}

sf_count_t SndfileStream::seek(sf_count_t offset, int whence) {
  const auto base = static_cast<sf_count_t>(whence == SEEK_SET ? 0 : whence == SEEK_CUR ? position_ : length());
  if (offset < -base) return -1;
  position_ = static_cast<std::uint64_t>(base + offset);
  return static_cast<sf_count_t>(position_);
}

sf_count_t SndfileStream::read(void* to, sf_count_t count) {
  auto* out = static_cast<std::byte*>(to);
  sf_count_t done = 0;
  try {
    while (done < count) {
      if (position_ < bufferAt_ || position_ >= bufferAt_ + buffer_.size()) {
        buffer_.resize(1 << 16);
        bufferAt_ = position_;
        buffer_.resize(file_.readAt(position_, std::span(buffer_)));
        if (buffer_.empty()) break;
      }
      const std::size_t from = static_cast<std::size_t>(position_ - bufferAt_);
      const std::size_t here = std::min(buffer_.size() - from, static_cast<std::size_t>(count - done));
      std::memcpy(out + done, buffer_.data() + from, here);
      position_ += here;
      done += static_cast<sf_count_t>(here);
    }
  } catch (...) {
    buffer_.clear();
    if (!failure_) failure_ = std::current_exception();
  }
  return done;
}

sf_count_t SndfileStream::write(const void* from, sf_count_t count) {
  if (failure_) return 0;
  try {
    file_.writeAt(position_, {static_cast<const std::byte*>(from), static_cast<std::size_t>(count)});
    position_ += static_cast<std::uint64_t>(count);
    return count;
  } catch (...) {
    failure_ = std::current_exception();
    return 0;
  }
}

}  // namespace lathe
