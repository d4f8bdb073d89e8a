// A minimum-phase filter of up to two sections, fitted to a smooth magnitude curve.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <array>

#include "core/dsp/biquad.h"

namespace lathe {

/// |H|^2 wanted at correctionFrequency(i). A value that is not finite or not positive does not count.
using CorrectionTarget = std::array<double, 48>;

/// In radians per frame, denser towards the top, the last one 0.985 of the Nyquist frequency.
double correctionFrequency(std::size_t i) noexcept;

struct Correction {
  double gain = 1;
  int count = 0;
  std::array<Biquad, 2> sections = {};
};

/// The fit with the fewest sections that is within 0.005 dB, or else the best one.
Correction fitCorrection(const CorrectionTarget& target) noexcept;

}  // namespace lathe
