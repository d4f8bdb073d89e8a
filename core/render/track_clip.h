// A track of a session as a clip: its regions in place, with their gains and fades.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <functional>
#include <vector>

#include "core/audio/audio_clip.h"
#include "core/session/session.h"

namespace lathe {

/// Opens the audio of a source; throws Error when it is missing.
using OpenSource = std::function<ClipPtr(const AudioSource&)>;

/// Regions are added up; where one region at unity gain lies alone, its samples pass bit for bit. Sources at another
/// rate than the session's are converted. A mono source on a track of more channels plays in all of them.
class TrackClip : public AudioClip {
 public:
  /// Throws Error (Invalid for a track without regions, for a region beyond its source's end and for sources of
  /// different layouts; and what `open` throws).
  TrackClip(const Track& track, int sampleRate, const OpenSource& open);

  const AudioFormat& format() const noexcept override { return format_; }
  std::uint64_t frames() const noexcept override { return frames_; }
  void read(std::uint64_t start, AudioView out) const override;

  /// The one clip whose samples this track passes on unchanged, perhaps trimmed; null when there is no such clip.
  ClipPtr onlySource() const;

 private:
  struct Part {
    Region region;
    ClipPtr clip;
    double gain;  ///< of track and region
  };
  void add(const Part& part, std::uint64_t start, AudioView out) const;

  AudioFormat format_;
  std::uint64_t frames_;
  std::vector<Part> parts_;
  bool isConverted_ = false;
};

/// Gain of a fade `done` frames after its start: 0 at the start, 1 from its length on.
double fadeGain(const Fade& fade, double done) noexcept;

}  // namespace lathe
