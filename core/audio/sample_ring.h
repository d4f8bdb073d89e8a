// A lock-free ring of frames between one thread that writes and one that reads.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <atomic>
#include <cstdint>
#include <utility>

#include "core/audio/audio_buffer.h"

namespace lathe {

/// Holds up to `frames` planar frames. write() and read() take what fits at once, allocate nothing and wait for nobody.
class SampleRing {
 public:
  SampleRing(int channels, std::size_t frames) : buffer_(channels, frames) {}

  int channels() const noexcept { return buffer_.channels(); }
  std::size_t capacity() const noexcept { return buffer_.frames(); }
  /// Frames that read() would give.
  std::size_t filled() const noexcept {
    return static_cast<std::size_t>(written_.load(std::memory_order_acquire) - read_.load(std::memory_order_acquire));
  }
  std::size_t space() const noexcept { return capacity() - filled(); }

  /// Frames taken from the front of `block`. For the writing thread.
  std::size_t write(ConstAudioView block) noexcept {
    const std::size_t count = std::min(block.frames(), space());
    const std::uint64_t at = written_.load(std::memory_order_relaxed);
    eachPart(at, count, [&](std::size_t place, std::size_t done, std::size_t length) {
      copy(block.slice(done, length), buffer_.view().slice(place, length));
    });
    written_.store(at + count, std::memory_order_release);
    return count;
  }
  /// Frames given, at the front of `out`. For the reading thread.
  std::size_t read(AudioView out) noexcept {
    const std::size_t count = std::min(out.frames(), filled());
    const std::uint64_t at = read_.load(std::memory_order_relaxed);
    eachPart(at, count, [&](std::size_t place, std::size_t done, std::size_t length) {
      copy(std::as_const(buffer_).view().slice(place, length), out.slice(done, length));
    });
    read_.store(at + count, std::memory_order_release);
    return count;
  }
  /// Drops all that is there. For the reading thread.
  void skip() noexcept { read_.store(written_.load(std::memory_order_acquire), std::memory_order_release); }

 private:
  template <class Part>
  void eachPart(std::uint64_t at, std::size_t count, Part part) noexcept {
    for (std::size_t done = 0; done < count;) {
      const auto place = static_cast<std::size_t>((at + done) % capacity());
      const std::size_t length = std::min(count - done, capacity() - place);
      part(place, done, length);
      done += length;
    }
  }

  AudioBuffer buffer_;
  std::atomic<std::uint64_t> written_ = 0;
  std::atomic<std::uint64_t> read_ = 0;
};

}  // namespace lathe
