// Levinson-Durbin recursion on the autocorrelation of the ear's sensitivity.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/dsp/noise_shape.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/audio/exact_math.h"

namespace lathe {
namespace {

constexpr std::size_t kOrder = std::tuple_size_v<NoiseShapeTaps>;
constexpr double kMostSensitive = -4.98;  // dB SPL, near 3.3 kHz

/// How much of the ear's sensitivity in dB a shape follows, and how far below its peak.
struct Strength {
  double share;
  double depth;
};

constexpr Strength strengthOf(NoiseShape shape) {
  switch (shape) {
    case NoiseShape::Light:
      return {0.3, 40};
    case NoiseShape::Medium:
      return {0.55, 50};
    case NoiseShape::Strong:
      break;
  }
  return {0.9, 55};
}

std::array<double, kOrder + 1> autocorrelation(Strength strength, double sampleRate) {
  constexpr int kPoints = 1024;
  std::array<double, kOrder + 1> result{};
  for (int n = 0; n < kPoints; ++n) {
    const double phase = (n + 0.5) / kPoints;  // 1 at half the sample rate
    const double threshold = hearingThreshold({phase * sampleRate / 2}).value - kMostSensitive;
    const double power = exact::exp10(-strength.share * std::min(threshold, strength.depth) / 10);
    for (std::size_t k = 0; k <= kOrder; ++k)
      result[k] += power * exact::cos(static_cast<double>(k) * std::numbers::pi * phase);
  }
  return result;
}

}  // namespace

Decibels hearingThreshold(Hertz frequency) {
  const double kHz = std::max(frequency.value, 20.0) / 1000;
  const double earCanal = (kHz - 3.3) * (kHz - 3.3);
  return {3.64 * exact::pow(kHz, -0.8) - 6.5 * exact::exp(-0.6 * earCanal) + 1e-3 * kHz * kHz * kHz * kHz};
}

NoiseShapeTaps designNoiseShape(NoiseShape shape, double sampleRate) {
  const auto r = autocorrelation(strengthOf(shape), sampleRate);
  std::array<double, kOrder + 1> a{1.0};
  double error = r[0];
  for (std::size_t order = 1; order <= kOrder; ++order) {
    double sum = 0;
    for (std::size_t j = 0; j < order; ++j) sum += a[j] * r[order - j];
    const double reflection = -sum / error;
    const auto before = a;
    for (std::size_t j = 1; j <= order; ++j) a[j] = before[j] + reflection * before[order - j];
    error *= 1 - reflection * reflection;
  }
  NoiseShapeTaps taps;
  for (std::size_t k = 0; k < kOrder; ++k) taps[k] = std::round(a[k + 1] * 0x1p24) * 0x1p-24;
  return taps;
}

}  // namespace lathe
