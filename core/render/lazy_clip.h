// A clip that is made as a whole when it is first read: what an offline stage gives.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <functional>
#include <mutex>

#include "core/audio/audio_clip.h"

namespace lathe {

/// Its format and length are known before. When making it throws, so does the reading, and the next reading makes it
/// anew.
class LazyClip : public AudioClip {
 public:
  using Make = std::function<ClipPtr()>;

  LazyClip(AudioFormat format, std::uint64_t frames, Make make)
      : format_(std::move(format)), frames_(frames), make_(std::move(make)) {}

  const AudioFormat& format() const noexcept override { return format_; }
  std::uint64_t frames() const noexcept override { return frames_; }
  void read(std::uint64_t start, AudioView out) const override { made().read(start, out); }

 private:
  const AudioClip& made() const {
    const std::scoped_lock lock(mutex_);
    if (!clip_) clip_ = make_();
    return *clip_;
  }

  AudioFormat format_;
  std::uint64_t frames_;
  Make make_;
  mutable std::mutex mutex_;
  mutable ClipPtr clip_;
};

}  // namespace lathe
