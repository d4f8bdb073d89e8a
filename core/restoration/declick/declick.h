// De-click of whole recordings: clicks, crackle and pops found by what a model of the sound does not expect, and filled by what it does.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>
#include <vector>

#include "core/processors/offline.h"
#include "core/restoration/declick/click_events.h"
#include "core/restoration/declick/click_finder.h"

namespace lathe {

struct DeclickSettings {
  ClickKind kind = ClickKind::Vinyl;
  double sensitivity = 0.5;  ///< 0 sure ones only .. 1 all that might be one
  Seconds widening;          ///< added to either end of each click
  double skew = 0;           ///< -1 favours low pops .. +1 favours high ticks
  std::string events;        ///< a list of clicks to repair instead of those that are found

  static const SettingsType& type();
  friend bool operator==(const DeclickSettings&, const DeclickSettings&) = default;
};

/// What may be clicks in `clip`, sorted by channel and time, each with whether it is to be repaired. Throws Error.
std::vector<ClickEvent> findClicks(const AudioClip& clip, const DeclickSettings& settings, const OfflineWork& work);

/// `clip` with those of `events` filled that are to be repaired; all other samples are its own, bit for bit. Memory
/// grows with the clicks only. Throws Error (Invalid) where an event lies outside the clip or is longer than 50 ms.
ClipPtr repairClicks(const ClipPtr& clip, const std::vector<ClickEvent>& events, const OfflineWork& work);

/// Finds (or takes from the settings' list) and repairs.
OfflineForm declickOffline();

}  // namespace lathe
