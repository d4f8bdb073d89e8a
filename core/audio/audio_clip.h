// Immutable audio that is read in blocks: a decoded file, or samples in memory.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <memory>

#include "core/audio/audio_buffer.h"
#include "core/audio/audio_format.h"

namespace lathe {

/// Audio that never changes; regions and sessions share it by `shared_ptr<const AudioClip>`.
/// Long files are streamed from disk, so a clip's memory does not grow with its length.
class AudioClip {
 public:
  virtual ~AudioClip() = default;

  virtual const AudioFormat& format() const noexcept = 0;
  /// Length in frames.
  virtual std::uint64_t frames() const noexcept = 0;
  /// Fills `out` (format().channels() rows) with the frames from `start` on; frames past the end are zero.
  /// May be called from several threads. Throws Error when the file behind the clip cannot be read.
  virtual void read(std::uint64_t start, AudioView out) const = 0;
  /// True when reading back costs as much as reading again from the start: read such a clip in order, once.
  virtual bool isSequential() const noexcept { return false; }
};

using ClipPtr = std::shared_ptr<const AudioClip>;

/// A clip whose samples are all in memory: for short sounds, impulse responses and tests.
class MemoryClip : public AudioClip {
 public:
  MemoryClip(AudioFormat format, AudioBuffer samples) : format_(std::move(format)), samples_(std::move(samples)) {}

  const AudioFormat& format() const noexcept override { return format_; }
  std::uint64_t frames() const noexcept override { return samples_.frames(); }
  void read(std::uint64_t start, AudioView out) const override;

 private:
  AudioFormat format_;
  AudioBuffer samples_;
};

}  // namespace lathe
