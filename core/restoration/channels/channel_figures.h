// What is wrong between or within channels: offset, balance, polarity, delay and its drift, asymmetry.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <optional>
#include <vector>

#include "core/audio/audio_clip.h"
#include "core/processors/offline.h"

namespace lathe {

/// By how much the second channel is late at a time.
struct DelayPoint {
  double time = 0;   ///< s
  double delay = 0;  ///< frames; negative: early
};

/// How two channels lie against each other, from windows of 0.2 s.
struct ChannelLag {
  double delay = 0;                ///< frames by which the second channel is late; the windows' median
  double spread = 0;               ///< frames: median distance of the windows from the smoothed course
  bool isInverted = false;         ///< the second channel's polarity is that of the first turned over
  double likeness = 0;             ///< 0 unrelated .. 1 copies, up to delay and polarity: the windows' median
  double confidence = 0;           ///< that delay and polarity are those of one sound on both channels
  bool drifts = false;             ///< the course is worth following
  std::vector<DelayPoint> course;  ///< smoothed over about two seconds
};

struct ChannelFigures {
  std::vector<double> offset;     ///< mean of each channel, of full scale; 0 where it is not significant
  std::vector<double> level;      ///< RMS of each channel, dBFS
  std::optional<ChannelLag> lag;  ///< of the first two channels of stereo
};

/// Reads the clip once. Offsets below -80 dBFS or four standard errors count as none. The delay is found by the
/// cross-correlation with the spectrum half whitened (Knapp and Carter, IEEE Trans. ASSP 24, 1976) and refined by the
/// slope of the phase. Throws Error.
ChannelFigures measureChannels(const AudioClip& clip, const OfflineWork& work);

/// The rotation of phase in degrees, -90 .. 90, that makes the peaks lowest, and by how many dB; {0, 0} where it is not
/// worth it. Throws Error.
struct BestRotation {
  double degrees = 0, gain = 0;
};
BestRotation findRotation(const AudioClip& clip, const OfflineWork& work);

}  // namespace lathe
