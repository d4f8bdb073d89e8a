// Analogue filters as values: the curves that an equaliser's bands are asked to have.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <array>

#include "core/audio/units.h"

namespace lathe {

/// (n2 s^2 + n1 s + n0) / (d2 s^2 + d1 s + d0), with s in units of the filter's frequency.
struct AnalogSection {
  double n2 = 0, n1 = 0, n0 = 1;
  double d2 = 0, d1 = 0, d0 = 1;
};

/// Up to four sections in series: everything from a first-order shelf to an eighth-order low-pass. No section: flat.
struct AnalogFilter {
  static constexpr int kMaxSections = 4;
  Hertz frequency = 1000_Hz;
  int count = 0;
  std::array<AnalogSection, kMaxSections> sections = {};

  void add(const AnalogSection& section) noexcept { sections[static_cast<std::size_t>(count++)] = section; }
};

/// |H|^2 at a frequency.
double power(const AnalogFilter& filter, Hertz frequency) noexcept;

/// Bell and shelves after R. Bristow-Johnson's audio EQ cookbook: `gain` at the centre or at the shelf's end, half of
/// it (in dB) at a shelf's frequency; a bell's cut mirrors its boost.
AnalogFilter analogBell(Hertz frequency, Decibels gain, double q) noexcept;
AnalogFilter analogLowShelf(Hertz frequency, Decibels gain, double q) noexcept;
AnalogFilter analogHighShelf(Hertz frequency, Decibels gain, double q) noexcept;
/// Nothing passes at the frequency; the width between the -3 dB points is frequency / q.
AnalogFilter analogNotch(Hertz frequency, double q) noexcept;
/// 0 dB at the frequency, 6 dB per octave on either side, -3 dB width frequency / q.
AnalogFilter analogBandPass(Hertz frequency, double q) noexcept;
/// -gain far below the frequency, 0 dB at it, +gain far above.
AnalogFilter analogTilt(Hertz frequency, Decibels gain) noexcept;
/// Butterworth of order 1 to 8 (6 dB per octave each), -3 dB at the frequency when `q` is 1/sqrt(2). Another q scales
/// that of the most resonant pole pair; at order 2 it is the filter's Q. Order 1 and the real pole of odd orders know
/// no q.
AnalogFilter analogLowPass(Hertz frequency, int order, double q) noexcept;
AnalogFilter analogHighPass(Hertz frequency, int order, double q) noexcept;

}  // namespace lathe
