// What a compressor is set to, and what it makes of a steady level.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/audio/units.h"
#include "core/processors/settings.h"

namespace lathe {

enum class LevelDetector { Peak, Rms };

struct CompressorSettings {
  Decibels threshold = -18_dB;
  double ratio = 2;      ///< n:1; 20 stands for infinity
  Decibels knee = 6_dB;  ///< width, half of it on either side of the threshold
  Seconds attack = 10_ms;
  Seconds release = 100_ms;
  bool autoRelease = false;
  LevelDetector detector = LevelDetector::Peak;
  Seconds rmsWindow = 10_ms;  ///< time constant
  Seconds lookAhead = 0_ms;
  bool sidechainHighPass = false;  ///< 12 dB per octave
  Hertz sidechainFrequency = 100_Hz;
  Decibels range = 60_dB;  ///< never turns down by more
  bool autoMakeUp = false;
  Decibels makeUp = 0_dB;
  double mix = 1;   ///< 0 dry .. 1 compressed
  double link = 1;  ///< 0 each channel for itself .. 1 all channels alike

  static const SettingsType& type();
  friend bool operator==(const CompressorSettings&, const CompressorSettings&) = default;
};

/// By how much a steady detected level is turned down: the soft knee of Giannoulis et al. 2012, eq. 4. Never negative.
Decibels compressorReduction(const CompressorSettings& settings, Decibels level);

/// The fixed gain after the curve: the make-up, and with automatic make-up half of what a full-scale level loses.
Decibels compressorMakeUp(const CompressorSettings& settings);

/// The level which a steady detected level comes out with: curve, range, make-up and mix.
Decibels compressedLevel(const CompressorSettings& settings, Decibels in);

}  // namespace lathe
