// Digital filters whose magnitude follows an analogue curve up to the Nyquist frequency, without cramping.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <array>

#include "core/dsp/biquad.h"
#include "core/dsp/matched_analog.h"

namespace lathe {

/// Sections in series. No section: passes samples unchanged.
struct DigitalFilter {
  static constexpr int kMaxSections = AnalogFilter::kMaxSections + 2;
  int count = 0;
  std::array<Biquad, kMaxSections> sections = {};

  void add(const Biquad& section) noexcept { sections[static_cast<std::size_t>(count++)] = section; }
};

/// |H|^2 at `omega` radians per frame.
double power(const DigitalFilter& filter, double omega) noexcept;

/// The minimum-phase digital filter for an analogue one. Its poles and zeros are the analogue ones, mapped by z =
/// e^(sT), which is exact at low frequencies; what is then missing near the Nyquist frequency is a smooth curve, to
/// which up to two more sections are fitted by least squares on the relative error of |H|^2 (Sanathanan and Koerner's
/// iteration, then spectral factorisation). Sections that would correct less than 0.005 dB are left out.
/// Takes tens of microseconds, allocates nothing.
DigitalFilter matchFilter(const AnalogFilter& analog, double sampleRate) noexcept;

}  // namespace lathe
