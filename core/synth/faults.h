// What is wrong with the demo mix on purpose, so that there is something to measure and to repair.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <vector>

#include "core/audio/audio_buffer.h"
#include "core/audio/units.h"

namespace lathe {

enum class FaultKind {
  Hiss,     ///< white noise on both channels, not correlated, -66 dBFS (RMS)
  Hum,      ///< 50, 100, 150, 250 and 350 Hz, the same on both channels; 50 Hz at -57 dBFS (peak)
  Click,    ///< a spike of less than a millisecond on one channel
  HotPeak,  ///< a hit that was recorded too loud: flat at full scale for some samples
};

struct PlantedFault {
  FaultKind kind = FaultKind::Click;
  Seconds start;
  Seconds length;
  int channel = -1;  ///< 0 left, 1 right, -1 both

  friend bool operator==(const PlantedFault&, const PlantedFault&) = default;
};

/// Every fault of the demo mix, in order of time.
std::vector<PlantedFault> demoFaults();

namespace synth {

/// Adds those faults to a clean mix at 44.1 kHz.
void plantFaults(AudioView mix);

}  // namespace synth
}  // namespace lathe
