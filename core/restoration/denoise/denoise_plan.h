// Settings and profile turned into what every window of the de-noiser needs for every bin.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <vector>

#include "core/restoration/denoise/denoise.h"
#include "core/restoration/denoise/denoise_profile.h"
#include "core/restoration/denoise/denoise_rows.h"
#include "core/restoration/denoise/denoise_text.h"

namespace lathe {

/// What channels share a gain: all, or each alone.
struct DenoiseGroup {
  std::vector<int> channels;
  std::vector<std::vector<float>>
      scale;                     ///< [channel of the group][bin]: 1 / noise power, shared out among the channels
  std::vector<float> threshold;  ///< of the mean around a bin, in noise powers
  std::vector<float> burst;      ///< the same for a single frame
  std::vector<float> caution;    ///< weight of the noise in the gain
  std::vector<float> floor;      ///< least gain
};

/// One window size with its neighbourhoods.
struct DenoiseWindow {
  std::size_t size = 2048;
  Neighbourhood first;                  ///< that decides
  std::vector<Neighbourhood> refining;  ///< of the passes after it
  std::vector<float> share;             ///< per bin: its part of the result; those of all windows add up to 1
  std::vector<DenoiseGroup> groups;
  float transients = 0;
};

struct DenoisePlan {
  std::vector<DenoiseWindow> windows;
  bool isMidSide = false;
};

/// `profile` fits the rate and the channels (in mid and side, if so).
DenoisePlan makeDenoisePlan(const DenoiseValues& values, const std::vector<CurvePoint>& curve,
                            const NoiseProfile& profile);

}  // namespace lathe
