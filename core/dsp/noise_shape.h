// Filters that move quantisation noise to where the ear hears it least, designed for any sample rate.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <array>

#include "core/audio/units.h"

namespace lathe {

enum class NoiseShape { Light, Medium, Strong };

/// Taps c[0], c[1], ... of the noise's transfer function 1 + c[0] z^-1 + c[1] z^-2 + ...
using NoiseShapeTaps = std::array<double, 12>;

/// Threshold of hearing in quiet, dB SPL: E. Terhardt, "Calculating virtual pitch", Hearing Research 1 (1979), eq. 1.
Decibels hearingThreshold(Hertz frequency);

/// The filter of that order whose noise, weighted by the ear's sensitivity (light and medium: by a part of it, in dB),
/// has the least power. It is a linear predictor of the sensitivity's spectrum (Gerzon and Craven, AES preprint 2822;
/// Wannamaker, JAES 40, 1992), so it has minimum phase, and it exists at every rate. The total noise power grows by
/// about 2, 9 and 21 dB at 44.1 kHz. Taps are rounded to 2^-24, so that all machines get the same ones.
NoiseShapeTaps designNoiseShape(NoiseShape shape, double sampleRate);

}  // namespace lathe
