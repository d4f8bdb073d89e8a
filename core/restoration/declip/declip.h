// De-clip: what a recording lost above its limits, from the sparsest sound that agrees with the rest.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <optional>
#include <vector>

#include "core/processors/offline.h"
#include "core/processors/whole_recording.h"

namespace lathe {

enum class DeclipMode {
  Sparse,  ///< consistent sparse reconstruction, at three resolutions
  Fast,    ///< autoregressive: for short overs
};

struct DeclipSettings {
  DeclipMode mode = DeclipMode::Sparse;
  bool isAutomatic = true;       ///< the clipping levels are found in the histogram of levels
  Decibels threshold = -0.1_dB;  ///< else: samples at this level and above are clipped
  bool makesRoom = false;        ///< turns the whole recording down where it would exceed full scale

  static const SettingsType& type();
  friend bool operator==(const DeclipSettings&, const DeclipSettings&) = default;
};

using Declip = WholeRecordingOnly;

/// From where on samples of a channel are clipped; 0: that polarity is not.
struct ClippingLevels {
  float above = 0;  ///< positive samples this high or higher
  float below = 0;  ///< negative samples whose size is this or more

  friend bool operator==(const ClippingLevels&, const ClippingLevels&) = default;
};

/// Clipping levels of every channel: where samples pile up at the top of the histogram of levels, either polarity on
/// its own. Throws Error.
std::vector<ClippingLevels> findClippingLevels(const AudioClip& clip, const OfflineWork& work);

OfflineForm declipOffline();

}  // namespace lathe
