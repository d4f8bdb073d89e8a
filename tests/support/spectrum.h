// Spectra of test signals: one line by correlation, or all of them with a window that hides nothing above -140 dB.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <span>
#include <vector>

#include "core/audio/units.h"

namespace lathe::test {

/// Amplitude (peak) and phase (radians, of a sine) of the part at `frequency`, seen through a 7-term Blackman-Harris
/// window (side lobes below -180 dB; lines 8 bins apart do not touch).
struct Line {
  double amplitude = 0;
  double phase = 0;
};
Line lineAt(std::span<const float> samples, double sampleRate, Hertz frequency);

/// Mean power of the signal per DFT bin, 0 to half the rate, by Welch's method with Hann windows of `size` samples,
/// half overlapped: the sum over all bins is the signal's mean square.
std::vector<double> powerSpectrum(std::span<const float> samples, std::size_t size);

/// Amplitudes (peak) of all bins of the whole signal through the Blackman-Harris window: a sine reads its own peak.
std::vector<double> amplitudeSpectrum(std::span<const float> samples);

}  // namespace lathe::test
