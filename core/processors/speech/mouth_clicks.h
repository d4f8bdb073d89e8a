// Mouth clicks: the short ticks of lips and tongue in speech, found and filled.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/processors/declick/click_events.h"
#include "core/processors/offline.h"
#include "core/processors/whole_recording.h"

namespace lathe {

struct MouthClickSettings {
  double sensitivity = 0.5;  ///< 0 sure ones only .. 1 all that might be one

  static const SettingsType& type();
  friend bool operator==(const MouthClickSettings&, const MouthClickSettings&) = default;
};

/// Whole recordings only, as de-click is.
using MouthClick = WholeRecordingOnly;

/// What the de-clicker takes for clicks of up to 6 ms, without the pulses of the voice, which come again after a period
/// of 2.5 to 20 ms. Throws Error.
std::vector<ClickEvent> findMouthClicks(const ClipPtr& clip, double sensitivity, const OfflineWork& work);

OfflineForm mouthClickOffline();

}  // namespace lathe
