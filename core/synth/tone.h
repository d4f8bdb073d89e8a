// What the demo's voices are made of: a band-limited saw, a two-pole filter and a decay.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/synth/exact_math.h"

namespace lathe::synth {

inline constexpr double kSampleRate = 44100;

/// Frequency of a MIDI pitch (69 is A4, 440 Hz), with fractions.
inline double pitchToHertz(double pitch) noexcept { return 440 * powerOfTwo((pitch - 69) / 12); }

/// A rising saw from -1 to 1 whose step is rounded off over two samples (polyBLEP, Välimäki and Huovilainen 2007).
class Saw {
 public:
  explicit Saw(double startPhase) noexcept : phase_(startPhase) {}
  double next(double hertz) noexcept {
    const double step = hertz / kSampleRate;
    const double value = 2 * phase_ - 1 - correction(step);
    phase_ += step;
    if (phase_ >= 1) phase_ -= 1;
    return value;
  }

 private:
  double correction(double step) const noexcept {
    if (phase_ < step) {
      const double x = phase_ / step;
      return x + x - x * x - 1;
    }
    if (phase_ > 1 - step) {
      const double x = (phase_ - 1) / step;
      return x * x + x + x + 1;
    }
    return 0;
  }

  double phase_;
};

/// State-variable filter, trapezoidal (Simper 2013): low, band and high outputs of one input.
class Filter {
 public:
  Filter(double hertz, double q) noexcept { tune(hertz, q); }

  void tune(double hertz, double q) noexcept {
    const double half = hertz / kSampleRate / 2;
    g_ = sine(half) / cosine(half);
    k_ = 1 / q;
    scale_ = 1 / (1 + g_ * (g_ + k_));
  }
  double low(double input) noexcept { return step(input), low_; }
  double band(double input) noexcept { return step(input), band_; }
  double high(double input) noexcept { return step(input), input - k_ * band_ - low_; }

 private:
  void step(double input) noexcept {
    const double v3 = input - s2_;
    band_ = scale_ * (s1_ + g_ * v3);
    low_ = s2_ + g_ * band_;
    s1_ = 2 * band_ - s1_;
    s2_ = 2 * low_ - s2_;
  }

  double g_ = 0, k_ = 0, scale_ = 0, s1_ = 0, s2_ = 0, band_ = 0, low_ = 0;
};

/// A level that starts at 1 and falls by 60 dB in `seconds`.
class Decay {
 public:
  explicit Decay(double seconds) noexcept : factor_(decayFactor(seconds, kSampleRate)) {}
  double next() noexcept {
    const double now = level_;
    level_ *= factor_;
    return now;
  }

 private:
  double factor_;
  double level_ = 1;
};

/// 0 to 1 over `attack` (0: at once), 1, then back to 0 over `release` after `length`; corners rounded. All in seconds.
inline double swell(double time, double attack, double length, double release) noexcept {
  double x = 1;
  if (time < attack) x = time / attack;
  if (time > length) x = x * (1 - (time - length) / release);
  if (x <= 0) return 0;
  return x * x * (3 - 2 * x);
}

}  // namespace lathe::synth
