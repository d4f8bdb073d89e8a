// The analogue prototypes as polynomials in s.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/dsp/matched_analog.h"

#include <cmath>
#include <numbers>

#include "core/audio/exact_math.h"

namespace lathe {
namespace {

double quadraticPower(double c2, double c1, double c0, double w) noexcept {
  const double real = c0 - c2 * w * w, imaginary = c1 * w;
  return real * real + imaginary * imaginary;
}

AnalogFilter oneSection(Hertz frequency, const AnalogSection& section) noexcept {
  AnalogFilter filter{.frequency = frequency};
  filter.add(section);
  return filter;
}

/// Calls `pair(q)` for each pole pair of a Butterworth filter, the most resonant last, and `single()` for a real pole.
template <class PairOf, class Single>
void forButterworthPoles(int order, double q, PairOf pair, Single single) noexcept {
  if (order % 2 == 1) single();
  for (int k = order / 2 - 1; k >= 0; --k) {
    const double angle = std::numbers::pi * (2 * k + 1) / (2 * order);
    const double own = 1 / (2 * exact::sin(angle));
    pair(k == 0 ? own * q * std::numbers::sqrt2 : own);
  }
}

}  // namespace

double power(const AnalogFilter& filter, Hertz frequency) noexcept {
  const double w = frequency / filter.frequency;
  double result = 1;
  for (int i = 0; i < filter.count; ++i) {
    const AnalogSection& s = filter.sections[static_cast<std::size_t>(i)];
    result *= quadraticPower(s.n2, s.n1, s.n0, w) / quadraticPower(s.d2, s.d1, s.d0, w);
  }
  return result;
}

AnalogFilter analogBell(Hertz frequency, Decibels gain, double q) noexcept {
  const double a = toGain(gain / 2);
  return oneSection(frequency, {1, a / q, 1, 1, 1 / (a * q), 1});
}

AnalogFilter analogLowShelf(Hertz frequency, Decibels gain, double q) noexcept {
  const double a = toGain(gain / 2), middle = std::sqrt(a) / q;
  return oneSection(frequency, {a, a * middle, a * a, a, middle, 1});
}

AnalogFilter analogHighShelf(Hertz frequency, Decibels gain, double q) noexcept {
  const double a = toGain(gain / 2), middle = std::sqrt(a) / q;
  return oneSection(frequency, {a * a, a * middle, a, 1, middle, a});
}

AnalogFilter analogNotch(Hertz frequency, double q) noexcept { return oneSection(frequency, {1, 0, 1, 1, 1 / q, 1}); }

AnalogFilter analogBandPass(Hertz frequency, double q) noexcept {
  return oneSection(frequency, {0, 1 / q, 0, 1, 1 / q, 1});
}

AnalogFilter analogTilt(Hertz frequency, Decibels gain) noexcept {
  const double a = toGain(gain);
  return oneSection(frequency, {0, a, 1, 0, 1, a});
}

AnalogFilter analogLowPass(Hertz frequency, int order, double q) noexcept {
  AnalogFilter filter{.frequency = frequency};
  forButterworthPoles(
      order, q,
      [&](double own) {
        filter.add({0, 0, 1, 1, 1 / own, 1});
      },
      [&] {
        filter.add({0, 0, 1, 0, 1, 1});
      });
  return filter;
}

AnalogFilter analogHighPass(Hertz frequency, int order, double q) noexcept {
  AnalogFilter filter{.frequency = frequency};
  forButterworthPoles(
      order, q,
      [&](double own) {
        filter.add({1, 0, 0, 1, 1 / own, 1});
      },
      [&] {
        filter.add({0, 1, 0, 0, 1, 1});
      });
  return filter;
}

}  // namespace lathe
