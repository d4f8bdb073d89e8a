// Mouth clicks: the short ticks of lips and tongue in speech, found and filled.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <vector>

#include "core/audio/audio_clip.h"
#include "core/processors/offline.h"
#include "core/processors/whole_recording.h"
#include "core/restoration/declick/click_events.h"

namespace lathe {

struct MouthClickSettings {
  double sensitivity = 0.5;  ///< 0 sure ones only .. 1 all that might be one

  static const SettingsType& type();
  friend bool operator==(const MouthClickSettings&, const MouthClickSettings&) = default;
};

/// Whole recordings only, as de-click is.
using MouthClick = WholeRecordingOnly;

/// Peaks of up to 5 ms in the band above 2 kHz that stand alone: what is around them is softer before and behind, and
/// has no other peak like them, as the pulses of a voice have. Sorted by channel and time. Throws Error.
std::vector<ClickEvent> findMouthClicks(const AudioClip& clip, double sensitivity, const OfflineWork& work);

OfflineForm mouthClickOffline();

}  // namespace lathe
