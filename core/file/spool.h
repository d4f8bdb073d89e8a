// Audio kept in a temporary file on disk while a render needs it more than once; gone with the process, whatever ends
// it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <filesystem>

#include "core/audio/audio_clip.h"

namespace lathe {

/// Appended once, then read any number of times in any order. Memory does not grow with its length.
class Spool {
 public:
  /// Makes the temporary file in `folder`. Throws Error (Io).
  Spool(const std::filesystem::path& folder, int channels);
  ~Spool();
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;

  /// Throws Error (Io) when the disk is full.
  void append(ConstAudioView block);
  /// Fills `out`; frames past the end are zero. Throws Error (Io).
  void read(std::uint64_t start, AudioView out) const;
  std::uint64_t frames() const noexcept { return frames_; }

 private:
  std::uint64_t offset(std::uint64_t frame, int channel) const noexcept;

  int file_ = -1;
  int channels_;
  std::uint64_t frames_ = 0;
};

/// A clip that is written once, from front to back, and then read in any order by anyone.
class SpoolClip : public AudioClip {
 public:
  /// Throws Error (Io).
  SpoolClip(AudioFormat format, const std::filesystem::path& folder)
      : format_(std::move(format)), spool_(folder, format_.channels()) {}

  const AudioFormat& format() const noexcept override { return format_; }
  std::uint64_t frames() const noexcept override { return spool_.frames(); }
  void read(std::uint64_t start, AudioView out) const override { spool_.read(start, out); }
  /// Throws Error (Io) when the disk is full.
  void append(ConstAudioView block) { spool_.append(block); }

 private:
  AudioFormat format_;
  Spool spool_;
};

}  // namespace lathe
