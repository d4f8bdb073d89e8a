// The analogue prototypes of K-weighting and their bilinear transforms.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/k_weighting.h"

#include <cassert>
#include <cmath>
#include <complex>
#include <numbers>

namespace lathe::analysis {
namespace {

// Prototypes fitted to the tables of BS.1770-5; with them the bilinear transform at 48 kHz returns the tables.
constexpr double kShelfFrequency = 1681.974450955533;
constexpr double kShelfGain = 3.999843853973347;  // dB
constexpr double kShelfQ = 0.7071752369554196;
constexpr double kShelfBandExponent = 0.4996667741545416;
constexpr double kHighPassFrequency = 38.13547087602444;
constexpr double kHighPassQ = 0.5003270373238773;

/// The bilinear transform's frequency variable, pre-warped so that `frequency` lands where it belongs.
double warped(double frequency, double sampleRate) { return std::tan(std::numbers::pi * frequency / sampleRate); }

double denominator(double k, double q) { return 1 + k / q + k * k; }

FilterSection shelfAt(double sampleRate) {
  const double k = warped(kShelfFrequency, sampleRate), high = std::pow(10.0, kShelfGain / 20);
  const double band = std::pow(high, kShelfBandExponent), a0 = denominator(k, kShelfQ);
  return {(high + band * k / kShelfQ + k * k) / a0, 2 * (k * k - high) / a0, (high - band * k / kShelfQ + k * k) / a0,
          2 * (k * k - 1) / a0, (1 - k / kShelfQ + k * k) / a0};
}

FilterSection highPassAt(double sampleRate) {
  const double k = warped(kHighPassFrequency, sampleRate), a0 = denominator(k, kHighPassQ);
  const double gain = denominator(warped(kHighPassFrequency, 48000), kHighPassQ) / a0;
  return {gain, -2 * gain, gain, 2 * (k * k - 1) / a0, (1 - k / kHighPassQ + k * k) / a0};
}

double magnitude(const FilterSection& s, std::complex<double> delay) {
  return std::abs((s.b0 + delay * (s.b1 + delay * s.b2)) / (1.0 + delay * (s.a1 + delay * s.a2)));
}

}  // namespace

KWeighting KWeighting::at(double sampleRate) {
  assert(sampleRate > 2 * kShelfFrequency);
  return {shelfAt(sampleRate), highPassAt(sampleRate)};
}

Decibels KWeighting::gain(Hertz frequency, double sampleRate) const {
  const auto delay = std::polar(1.0, -2 * std::numbers::pi * frequency.value / sampleRate);
  return toDecibels(magnitude(shelf, delay) * magnitude(highPass, delay));
}

}  // namespace lathe::analysis
