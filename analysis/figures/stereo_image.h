// Balance, width and what a mono sum loses of a two-channel signal.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <optional>

#include "core/audio/audio_buffer.h"
#include "core/audio/audio_format.h"
#include "core/audio/units.h"

namespace lathe::analysis {

struct StereoImage {
  std::optional<Decibels> balance;    ///< RMS of left over right; nothing when either is silent
  std::optional<Decibels> sideToMid;  ///< energy of (L-R)/2 over (L+R)/2; nothing when there is no mid or no side
  double width = 0;                   ///< share of the energy that is in the side: 0 mono, 0.5 unrelated, 1 antiphase
  std::optional<Decibels> monoLoss;   ///< 10 lg((L+R)^2 / (2(L^2+R^2))): 0 dB alike, -3.01 unrelated; none: all is lost
};

/// Sums over the whole signal.
class StereoImageMeter {
 public:
  void begin(const AudioFormat& format);
  void add(ConstAudioView block);
  /// Nothing for silence and for other than two channels.
  std::optional<StereoImage> result() const;

 private:
  int channels_ = 0;
  double left_ = 0, right_ = 0, sum_ = 0, difference_ = 0;
};

}  // namespace lathe::analysis
