// Decibels of many values at once: logarithm and exponential by polynomials, for loops that the compiler vectorises.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>

namespace lathe {

/// Base-2 logarithm of a normal positive number, within 2e-6 or one unit in the last place; the same bits on every
/// machine.
[[gnu::always_inline]] inline float log2Of(float x) noexcept {
  constexpr std::int32_t kRootHalf = 0x3f3504f3;  // splits so that the mantissa lies in sqrt(1/2) .. sqrt(2)
  const std::int32_t bits = std::bit_cast<std::int32_t>(x);
  const std::int32_t exponent = (bits - kRootHalf) >> 23;
  const float mantissa = std::bit_cast<float>(bits - exponent * (1 << 23));
  const float t = (mantissa - 1) / (mantissa + 1), t2 = t * t;  // log m = 2 artanh t
  const float series = 2.88539008f + t2 * (0.961796694f + t2 * (0.577078016f + t2 * 0.412198583f));
  return static_cast<float>(exponent) + t * series;
}

/// 2 to the power of x, for x in -120 .. 120, within 3e-7 of its value; exactly 1 at 0.
[[gnu::always_inline]] inline float exp2Of(float x) noexcept {
  constexpr float kRounder = 12582912;  // 1.5 * 2^23: adding and taking it away again rounds to the nearest integer
  const float whole = (x + kRounder) - kRounder, f = x - whole;
  const float series =
      1 +
      f * (0.693147181f + f * (0.240226507f + f * (0.0555041087f +
                                                   f * (0.00961812911f + f * (0.00133335581f + f * 0.000154035304f)))));
  return series * std::bit_cast<float>((static_cast<std::int32_t>(whole) + 127) * (1 << 23));
}

/// Level of an amplitude in dB, at least -240 dB; within 0.00002 dB.
[[gnu::always_inline]] inline float amplitudeDecibels(float amplitude) noexcept {
  return 6.02059991f * log2Of(std::max(amplitude, 1e-12f));
}

/// Level of a power (a mean square) in dB, at least -240 dB; within 0.00002 dB.
[[gnu::always_inline]] inline float powerDecibels(float power) noexcept {
  return 3.01029996f * log2Of(std::max(power, 1e-24f));
}

/// Amplitude ratio of a level between -240 and 240 dB; exactly 1 at 0 dB.
[[gnu::always_inline]] inline float decibelGain(float decibels) noexcept { return exp2Of(0.166096405f * decibels); }

}  // namespace lathe
