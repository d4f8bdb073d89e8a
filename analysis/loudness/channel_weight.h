// How much each channel counts for loudness: by the place of its loudspeaker.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/audio/channel_layout.h"

namespace lathe::analysis {

/// Editions of ITU-R BS.1770, as far as they measure differently.
enum class LoudnessRevision {
  Bs1770_1,  ///< 2006, 2007: no gate
  Bs1770_2,  ///< 2011: gates at -70 LUFS and 10 LU below
  Bs1770_3,  ///< 2012: as 2
  /// 2015: weights by the loudspeaker's direction (Annex 3); before, by Annex 1: every surround channel 1.41
  Bs1770_4,
  Bs1770_5,  ///< 2023: as 4, and how to measure object-based audio
};

/// A loudspeaker's direction, degrees: azimuth 0 in front, elevation 0 at ear height. Left or right makes no
/// difference.
struct Direction {
  double azimuth = 0;
  double elevation = 0;
};

/// BS.1770-5 Annex 3: 1.41 (1.5 dB) for |azimuth| from 60 to 120 degrees below 30 degrees of elevation, 1 elsewhere.
double directionWeight(const Direction& direction);

/// Direction of a channel's loudspeaker; nothing for an LFE and for a channel without a position. In a layout without
/// side speakers the back pair is the surround pair, at 110 degrees; beside side speakers it stands at 135.
std::optional<Direction> directionOf(const ChannelLayout& layout, int channel);

/// Weight of each channel: 0 for an LFE, 1 for a channel without a position.
std::vector<double> channelWeights(const ChannelLayout& layout, LoudnessRevision revision = LoudnessRevision::Bs1770_5);
double channelWeight(const ChannelLayout& layout, int channel);

/// Weights of loudspeakers given as text, one for each channel: "30,-30,0,LFE,110,-110,45/30,-45/30" (azimuth, or
/// azimuth/elevation, in degrees). Throws Error (Invalid) naming the entry that is no loudspeaker.
std::vector<double> weightsOf(std::string_view speakers);

}  // namespace lathe::analysis
