// The analogue prototypes of K-weighting and their bilinear transforms.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/loudness/k_weighting.h"

#include <cassert>
#include <cmath>
#include <complex>
#include <numbers>

#include "core/audio/exact_math.h"

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
double warped(double frequency, double sampleRate) { return exact::tan(std::numbers::pi * frequency / sampleRate); }

double denominator(double k, double q) { return 1 + k / q + k * k; }

FilterSection bilinearShelf(double sampleRate) {
  const double k = warped(kShelfFrequency, sampleRate), high = exact::exp10(kShelfGain / 20);
  const double band = exact::pow(high, kShelfBandExponent), a0 = denominator(k, kShelfQ);
  return {(high + band * k / kShelfQ + k * k) / a0, 2 * (k * k - high) / a0, (high - band * k / kShelfQ + k * k) / a0,
          2 * (k * k - 1) / a0, (1 - k / kShelfQ + k * k) / a0};
}

/// |H|^2 of the analogue shelf.
double shelfPower(double frequency) {
  const double high = exact::exp10(kShelfGain / 20), band = exact::pow(high, kShelfBandExponent);
  const std::complex<double> s(0, frequency / kShelfFrequency);
  return std::norm((high * s * s + band / kShelfQ * s + 1.0) / (s * s + s / kShelfQ + 1.0));
}

/// The bilinear transform bends the shelf where it comes near half the sample rate: 0.1 dB at 1 kHz for 11025 Hz. This
/// section has the analogue poles by impulse invariance, and the analogue magnitude at 0 Hz, at the shelf's frequency
/// and at 0.4 of the sample rate: within 0.005 dB from 11025 Hz on, 0.016 dB at 8000 Hz. M. Vicanek, "Matched second
/// order digital filters", 2016.
FilterSection matchedShelf(double sampleRate) {
  const double w = 2 * std::numbers::pi * kShelfFrequency / sampleRate, damping = 1 / (2 * kShelfQ);
  const double a1 = -2 * exact::exp(-damping * w) * exact::cos(w * std::sqrt(1 - damping * damping));
  const double a2 = exact::exp(-2 * damping * w);
  // |A|^2 and |B|^2 over cos^2(w/2), sin^2(w/2) and four times their product.
  const double A0 = (1 + a1 + a2) * (1 + a1 + a2), A1 = (1 - a1 + a2) * (1 - a1 + a2), A2 = -4 * a2;
  struct Match {
    double sine, product, rest;
  };
  const auto matchAt = [&](double frequency) {
    const double half = exact::sin(std::numbers::pi * frequency / sampleRate), sine = half * half, cosine = 1 - sine;
    const double product = 4 * sine * cosine;
    return Match{sine, product, shelfPower(frequency) * (A0 * cosine + A1 * sine + A2 * product) - A0 * cosine};
  };
  const Match m = matchAt(kShelfFrequency), n = matchAt(0.4 * sampleRate);
  const double determinant = m.sine * n.product - n.sine * m.product;
  const double B0 = A0, B1 = (m.rest * n.product - n.rest * m.product) / determinant;
  const double B2 = (m.sine * n.rest - n.sine * m.rest) / determinant;
  const double mean = (std::sqrt(B0) + std::sqrt(B1)) / 2, b0 = (mean + std::sqrt(mean * mean + B2)) / 2;
  return {b0, (std::sqrt(B0) - std::sqrt(B1)) / 2, -B2 / (4 * b0), a1, a2};
}

FilterSection highPassAt(double sampleRate) {
  const double k = warped(kHighPassFrequency, sampleRate), a0 = denominator(k, kHighPassQ);
  const double gain = denominator(warped(kHighPassFrequency, 48000), kHighPassQ) / a0;
  return {gain, -2 * gain, gain, 2 * (k * k - 1) / a0, (1 - k / kHighPassQ + k * k) / a0};
}

double magnitude(const FilterSection& s, std::complex<double> delay) {
  return exact::abs((s.b0 + delay * (s.b1 + delay * s.b2)) / (1.0 + delay * (s.a1 + delay * s.a2)));
}

}  // namespace

KWeighting KWeighting::at(double sampleRate) {
  assert(sampleRate > 2 * kShelfFrequency);
  return {sampleRate < 44100 ? matchedShelf(sampleRate) : bilinearShelf(sampleRate), highPassAt(sampleRate)};
}

Decibels KWeighting::gain(Hertz frequency, double sampleRate) const {
  const auto delay = exact::polar(1.0, -2 * std::numbers::pi * frequency.value / sampleRate);
  return toDecibels(magnitude(shelf, delay) * magnitude(highPass, delay));
}

}  // namespace lathe::analysis
