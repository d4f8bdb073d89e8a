// Sine and power of two from additions and multiplications alone: the same bits with every compiler and C library.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cmath>

namespace lathe::synth {

/// Sine of an angle in turns (1 is a whole circle), |turns| < 1e9; error below 1e-11.
/// Taylor's series on a quarter of the circle, to the 15th power.
inline double sine(double turns) noexcept {
  double x = turns - static_cast<double>(static_cast<long long>(turns < 0 ? turns - 0.5 : turns + 0.5));
  if (x > 0.25) x = 0.5 - x;
  if (x < -0.25) x = -0.5 - x;
  const double angle = x * 6.283185307179586;
  const double square = angle * angle;
  double sum = -1.0 / 1307674368000.0;
  sum = sum * square + 1.0 / 6227020800.0;
  sum = sum * square - 1.0 / 39916800.0;
  sum = sum * square + 1.0 / 362880.0;
  sum = sum * square - 1.0 / 5040.0;
  sum = sum * square + 1.0 / 120.0;
  sum = sum * square - 1.0 / 6.0;
  return (sum * square + 1.0) * angle;
}

inline double cosine(double turns) noexcept { return sine(turns + 0.25); }

/// 2 to the power of x; relative error below 1e-11.
inline double powerOfTwo(double x) noexcept {
  const double whole = std::floor(x + 0.5);
  const double y = (x - whole) * 0.6931471805599453;
  double sum = 1.0;
  for (int n = 11; n >= 1; --n) sum = sum * y / n + 1.0;
  return std::ldexp(sum, static_cast<int>(whole));
}

/// The factor per sample of a decay by 60 dB in `seconds`.
inline double decayFactor(double seconds, double sampleRate) noexcept {
  constexpr double kThousandInOctaves = 9.965784284662087;
  return powerOfTwo(-kThousandInOctaves / (seconds * sampleRate));
}

/// Amplitude ratio of a level in decibels.
inline double levelToGain(double decibels) noexcept { return powerOfTwo(decibels * 0.16609640474436813); }

}  // namespace lathe::synth
