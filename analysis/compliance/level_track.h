// Peak and energy of each channel in 10 ms bins: where a file is silent, is noise, or has too high samples.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/stream/time_grid.h"
#include "core/audio/audio_buffer.h"
#include "core/audio/audio_format.h"
#include "core/audio/units.h"

namespace lathe::analysis {

/// The last bin may be shorter than the others.
struct LevelTrack {
  struct Bin {
    float peak = 0;     ///< largest magnitude
    float squares = 0;  ///< sum
  };
  TimeGrid grid;
  std::uint64_t frames = 0;
  std::vector<std::vector<Bin>> channels;

  std::size_t bins() const noexcept { return channels.empty() ? 0 : channels.front().size(); }
  /// Start of a bin, or the end of the signal.
  Seconds time(std::size_t bin) const noexcept;
  /// Frames of a bin.
  std::uint64_t length(std::size_t bin) const noexcept;
};

/// Streaming; memory grows by 2.9 MB an hour and channel.
class LevelTrackMeter {
 public:
  void begin(const AudioFormat& format);
  void add(ConstAudioView block);
  LevelTrack result() const;

 private:
  LevelTrack track_;  ///< whole bins
  std::vector<LevelTrack::Bin> open_;
};

/// RMS over all channels, as a level in dBFS; nothing for silence.
std::optional<Decibels> rmsOf(const LevelTrack& track);

/// The quietest half second, on the grid of bins, that is not digital silence.
struct NoiseFloor {
  Decibels level;  ///< RMS of all channels
  Seconds start, end;
};
std::optional<NoiseFloor> noiseFloorOf(const LevelTrack& track);

/// How long the file stays below `threshold` (RMS of each 10 ms, of the louder channel) at its start and at its end.
struct EdgeSilence {
  Seconds head, tail;
};
EdgeSilence edgeSilenceOf(const LevelTrack& track, Decibels threshold);

}  // namespace lathe::analysis
