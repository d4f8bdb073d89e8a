// Gap fill: missing passages of up to a second, from both sides.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>
#include <vector>

#include "core/processors/offline.h"
#include "core/processors/whole_recording.h"

namespace lathe {

struct GapFillSettings {
  std::string gaps;  ///< "12.5-12.52 30-30.1" in seconds; empty: dropouts are found

  static const SettingsType& type();
  friend bool operator==(const GapFillSettings&, const GapFillSettings&) = default;
};

using GapFill = WholeRecordingOnly;

/// Missing samples of one channel.
struct Gap {
  std::uint64_t start = 0;   ///< frame
  std::uint64_t length = 0;  ///< frames
  int channel = 0;

  friend bool operator==(const Gap&, const Gap&) = default;
};

/// Runs of 1 ms to 1 s of digital silence amid sound, sorted by channel and time. Throws Error.
std::vector<Gap> findDropouts(const AudioClip& clip, const OfflineWork& work);

/// Fills `gaps` (per channel apart from each other); all other samples are the clip's own, bit for bit.
/// Both sides are carried on by their own autoregressive models of order 1024 and cross-faded (Burg's method; Kauppinen
/// and Roth, DAFx 2002); up to 30 ms the mean of that and of least-squares interpolation with models renewed from the
/// result (Janssen, Veldhuis and Vries, 1986). Throws Error (Invalid) for a gap outside the clip or longer than 1 s.
ClipPtr fillGaps(const ClipPtr& clip, std::vector<Gap> gaps, const OfflineWork& work);

OfflineForm gapFillOffline();

}  // namespace lathe
