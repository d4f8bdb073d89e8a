// Reading a sequential source as if it could be read anywhere.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/audio/sequential_clip.h"

#include <algorithm>

namespace lathe {
namespace {

std::size_t readFully(SequentialSource& source, AudioView out) {
  std::size_t done = 0;
  while (done < out.frames()) {
    const std::size_t got = source.read(out.slice(done, out.frames() - done));
    if (got == 0) break;
    done += got;
  }
  return done;
}

}  // namespace

void SequentialClip::read(std::uint64_t start, AudioView out) const {
  const std::scoped_lock lock(mutex_);
  try {
    readOn(start, out);
  } catch (...) {
    source_ = nullptr;  // nobody knows how far it came
    throw;
  }
}

void SequentialClip::readOn(std::uint64_t start, AudioView out) const {
  const std::uint64_t available = start < frames_ ? frames_ - start : 0;
  const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(available, out.frames()));
  std::size_t done = 0;
  if (wanted > 0) {
    if (!source_ || start < position_) {
      source_ = start_();
      position_ = 0;
    }
    if (position_ < start) {
      AudioBuffer skipped(format_.channels(), 16384);
      while (position_ < start) {
        const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(skipped.frames(), start - position_));
        const std::size_t got = readFully(*source_, skipped.view().slice(0, count));
        position_ += got;
        if (got < count) break;
      }
    }
    if (position_ == start) done = readFully(*source_, out.slice(0, wanted));
    position_ += done;
  }
  clear(out.slice(done, out.frames() - done));
}

}  // namespace lathe
