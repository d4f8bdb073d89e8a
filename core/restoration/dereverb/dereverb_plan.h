// What de-reverb does to every bin, from settings and what was measured of the room.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>
#include <vector>

#include "core/compute/ops/stft.h"
#include "core/fft/aligned_array.h"
#include "core/restoration/dereverb/dereverb.h"
#include "core/restoration/dereverb/late_reverb.h"

namespace lathe {

struct DereverbPlan {
  StftSpec stft;
  bool isPredicted = true;
  std::size_t delay = 3;             ///< frames from the present to the late past
  std::vector<int> channels;         ///< that are worked on
  std::vector<int> taps;             ///< of the prediction, by bin
  AlignedArray<float> decay;         ///< by bin: of reverberation from frame to frame, power
  AlignedArray<float> share;         ///< by bin: of the mean past power that is late reverberation now
  AlignedArray<float> floor;         ///< by bin: least gain
  float keptPower = 0;               ///< of a bin, below which nothing is taken
  bool sparesSteady = true;          ///< sound that goes on at one level keeps all of it
  float budget = 1;                  ///< the prediction may take that much of the modelled reverberation's power
  int frameReach = 1, binReach = 1;  ///< of the neighbourhood that decides about a bin
};

DereverbPlan makeDereverbPlan(const DereverbSettings& settings, const LateReverb& room, const AudioFormat& format);

}  // namespace lathe
