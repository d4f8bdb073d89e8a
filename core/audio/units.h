// Unit types with literals (-1.0_dB, 20_ms, 48_kHz): a quantity in a signature says what it is.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cmath>
#include <compare>
#include <limits>

#include "core/audio/exact_math.h"

namespace lathe {

/// A double that can only be mixed with its own kind.
template <class Tag>
struct Quantity {
  double value = 0;

  friend constexpr auto operator<=>(Quantity, Quantity) = default;
  friend constexpr Quantity operator+(Quantity a, Quantity b) { return {a.value + b.value}; }
  friend constexpr Quantity operator-(Quantity a, Quantity b) { return {a.value - b.value}; }
  friend constexpr Quantity operator-(Quantity a) { return {-a.value}; }
  friend constexpr Quantity operator*(Quantity a, double factor) { return {a.value * factor}; }
  friend constexpr Quantity operator*(double factor, Quantity a) { return {a.value * factor}; }
  friend constexpr Quantity operator/(Quantity a, double divisor) { return {a.value / divisor}; }
  friend constexpr double operator/(Quantity a, Quantity b) { return a.value / b.value; }
  constexpr Quantity& operator+=(Quantity b) { return value += b.value, *this; }
  constexpr Quantity& operator-=(Quantity b) { return value -= b.value, *this; }
};

using Decibels = Quantity<struct DecibelsTag>;  ///< a level or a gain; dBFS and dBTP too
using Lufs = Quantity<struct LufsTag>;          ///< loudness by ITU-R BS.1770
using Hertz = Quantity<struct HertzTag>;
using Seconds = Quantity<struct SecondsTag>;

/// Amplitude ratio of a level: 0 dB is 1, -inf dB is 0.
inline double toGain(Decibels level) { return exact::exp10(level.value / 20.0); }

/// Level of an amplitude ratio; 0 gives -inf dB.
inline Decibels toDecibels(double gain) {
  return {gain > 0 ? 20.0 * exact::log10(gain) : -std::numeric_limits<double>::infinity()};
}

inline namespace literals {
constexpr Decibels operator""_dB(long double v) { return {static_cast<double>(v)}; }
constexpr Decibels operator""_dB(unsigned long long v) { return {static_cast<double>(v)}; }
constexpr Lufs operator""_LUFS(long double v) { return {static_cast<double>(v)}; }
constexpr Lufs operator""_LUFS(unsigned long long v) { return {static_cast<double>(v)}; }
constexpr Hertz operator""_Hz(long double v) { return {static_cast<double>(v)}; }
constexpr Hertz operator""_Hz(unsigned long long v) { return {static_cast<double>(v)}; }
constexpr Hertz operator""_kHz(long double v) { return {static_cast<double>(v) * 1000}; }
constexpr Hertz operator""_kHz(unsigned long long v) { return {static_cast<double>(v) * 1000}; }
constexpr Seconds operator""_s(long double v) { return {static_cast<double>(v)}; }
constexpr Seconds operator""_s(unsigned long long v) { return {static_cast<double>(v)}; }
constexpr Seconds operator""_ms(long double v) { return {static_cast<double>(v) / 1000}; }
constexpr Seconds operator""_ms(unsigned long long v) { return {static_cast<double>(v) / 1000}; }
}  // namespace literals

}  // namespace lathe
