// A clip whose samples can only be made one after the other: what comes out of a chain or a converter.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <functional>
#include <memory>
#include <mutex>

#include "core/audio/audio_clip.h"

namespace lathe {

/// Something that is read from start to end, once.
class SequentialSource {
 public:
  virtual ~SequentialSource() = default;
  /// Fills as much of `out` as there is left and says how many frames that was; 0 at the end.
  virtual std::size_t read(AudioView out) = 0;
};

/// Reading on is fast. Reading back starts a new source and runs it up to the place, because its state depends on all
/// that came before; so it gives the same samples in any order. After an Error of its source, the next reading starts a
/// new one.
class SequentialClip : public AudioClip {
 public:
  using Start = std::function<std::unique_ptr<SequentialSource>()>;

  SequentialClip(AudioFormat format, std::uint64_t frames, Start start)
      : format_(std::move(format)), frames_(frames), start_(std::move(start)) {}

  const AudioFormat& format() const noexcept override { return format_; }
  std::uint64_t frames() const noexcept override { return frames_; }
  void read(std::uint64_t start, AudioView out) const override;
  bool isSequential() const noexcept override { return true; }

 private:
  void readOn(std::uint64_t start, AudioView out) const;

  AudioFormat format_;
  std::uint64_t frames_;
  Start start_;
  mutable std::mutex mutex_;
  mutable std::unique_ptr<SequentialSource> source_;
  mutable std::uint64_t position_ = 0;
};

}  // namespace lathe
