// Kaiser's formulas.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/dsp/fir_design.h"

#include <cassert>
#include <cmath>
#include <numbers>

#include "core/audio/exact_math.h"
#include "core/dsp/window.h"

namespace lathe {
namespace {

constexpr double kPi = std::numbers::pi;

double sinc(double x) { return x == 0 ? 1 : exact::sin(kPi * x) / (kPi * x); }

}  // namespace

double kaiserBeta(Decibels attenuation) {
  const double a = attenuation.value;
  if (a > 50) return 0.1102 * (a - 8.7);
  return a < 21 ? 0 : 0.5842 * exact::pow(a - 21, 0.4) + 0.07886 * (a - 21);
}

std::vector<double> kaiserWindow(int length, double beta) {
  std::vector<double> window(static_cast<std::size_t>(length), 1.0);
  const double middle = (length - 1) / 2.0, scale = 1 / besselI0(beta);
  for (int i = 0; i < length && length > 1; ++i) {
    const double x = (i - middle) / middle;
    window[static_cast<std::size_t>(i)] = besselI0(beta * std::sqrt(std::max(0.0, 1 - x * x))) * scale;
  }
  return window;
}

int kaiserLength(Decibels attenuation, double transitionWidth) {
  return static_cast<int>(std::ceil((attenuation.value - 7.95) / (2.285 * 2 * kPi * transitionWidth))) + 1;
}

std::vector<double> designLowPass(int length, double cutoff, Decibels attenuation) {
  std::vector<double> taps = kaiserWindow(length, kaiserBeta(attenuation));
  double sum = 0;
  for (int i = 0; i < length; ++i) {
    double& tap = taps[static_cast<std::size_t>(i)];
    tap *= 2 * cutoff * sinc(2 * cutoff * (i - (length - 1) / 2.0));
    sum += tap;
  }
  for (double& tap : taps) tap /= sum;
  return taps;
}

std::vector<double> designHalfband(double passband, Decibels attenuation) {
  assert(passband > 0 && passband < 0.25);
  const int m = (kaiserLength(attenuation, 0.5 - 2 * passband) + 4) / 4, length = 4 * m - 1, middle = 2 * m - 1;
  std::vector<double> taps = kaiserWindow(length, kaiserBeta(attenuation));
  double sum = 0;
  for (int i = 0; i < length; ++i) {
    double& tap = taps[static_cast<std::size_t>(i)];
    tap = i % 2 == 1 ? 0 : tap * sinc((i - middle) / 2.0) / 2;
    sum += tap;
  }
  for (double& tap : taps) tap *= 0.5 / sum;
  taps[static_cast<std::size_t>(middle)] = 0.5;
  return taps;
}

}  // namespace lathe
