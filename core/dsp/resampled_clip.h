// A clip heard at another sample rate.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <list>
#include <mutex>

#include "core/audio/audio_clip.h"
#include "core/dsp/resampler.h"

namespace lathe {

/// Converts a clip while it is read. The time line is cut into pieces at fixed frames, each converted on its own with
/// as much of its surroundings as it can hear: so a sample is the same, bit for bit, in whatever order the clip is
/// read. The pieces read last are kept: reading on is fast, and memory does not grow with the clip.
class ResampledClip : public AudioClip {
 public:
  /// Throws Error (Unsupported) for rates that Resampler does not take.
  ResampledClip(ClipPtr source, int sampleRate, const ResampleOptions& options = {});

  const AudioFormat& format() const noexcept override { return format_; }
  std::uint64_t frames() const noexcept override { return frames_; }
  void read(std::uint64_t start, AudioView out) const override;

 private:
  struct Piece {
    std::uint64_t index;
    AudioBuffer samples;
  };

  /// Converted now, unless it is one of those kept. The caller holds `mutex_`.
  const Piece& piece(std::uint64_t index) const;
  AudioBuffer convert(std::uint64_t index) const;

  ClipPtr source_;
  ResampleOptions options_;
  AudioFormat format_;
  std::uint64_t frames_;
  std::uint64_t roll_;         ///< input frames converted before and after a piece; they are whole output frames too
  std::uint64_t pieceInput_;   ///< input frames of a piece
  std::uint64_t pieceOutput_;  ///< output frames of a piece, exactly as long

  mutable std::mutex mutex_;
  mutable std::list<Piece> kept_;  ///< the last used first
};

}  // namespace lathe
