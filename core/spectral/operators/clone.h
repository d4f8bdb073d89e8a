// Clone: what is heard at another time or another frequency, pasted into the selection.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/spectral/operators/operator.h"

namespace lathe {

struct CloneSettings {
  Seconds offset = -1.0_s;  ///< of the source from the selection: -1 s takes what was heard a second before
  Hertz shift = 0_Hz;       ///< of the copy upwards; to the nearest bin
  Decibels gain = 0.0_dB;
  bool adds = false;  ///< to what is there, instead of replacing it
  static const SettingsType& type();
};
void applyClone(const Settings& settings, EditRegion& region);

}  // namespace lathe
