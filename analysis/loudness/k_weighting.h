// K-weighting of ITU-R BS.1770-5 at any sample rate: its two filter sections and their gain.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/audio/units.h"

namespace lathe::analysis {

/// A second-order section with a0 = 1: y = b0 x + b1 x' + b2 x'' - a1 y' - a2 y''.
struct FilterSection {
  double b0 = 1, b1 = 0, b2 = 0, a1 = 0, a2 = 0;
};

/// The pre-filter of ITU-R BS.1770-5 Annex 1: a high shelf (the head) followed by a high-pass (RLB).
/// At 48 kHz the sections are the standard's tables to 1e-12; at other rates they come from the same analogue
/// prototypes, with the high-pass numerator scaled to the pass-band gain that the 48 kHz table has (its 1, -2, 1 is not
/// normalised). The gain is within 0.01 dB of the analogue curve (0.02 above 176.4 kHz and below 11 kHz).
struct KWeighting {
  FilterSection shelf;
  FilterSection highPass;

  /// `sampleRate` above 3400 Hz (twice the shelf's frequency, where the prototype can still be mapped).
  static KWeighting at(double sampleRate);

  /// Magnitude at a frequency below half the sample rate that the sections were made for.
  Decibels gain(Hertz frequency, double sampleRate) const;
};

/// BS.1770-5: loudness = -0.691 + 10 lg of the weighted mean square; a 997 Hz sine then reads its RMS level in one
/// channel.
inline constexpr double kLoudnessOffset = -0.691;

}  // namespace lathe::analysis
