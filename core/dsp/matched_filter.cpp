// The mapping of roots; the correction is in matched_correction.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/dsp/matched_filter.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/audio/exact_math.h"
#include "core/dsp/matched_correction.h"

namespace lathe {
namespace {

constexpr double kPi = std::numbers::pi;

/// |1 - r e^(i(theta - omega))|^2, accurate near the root.
double rootPower(double r, double oneMinusR, double theta, double omega) noexcept {
  const double sine = exact::sin((omega - theta) / 2);
  return oneMinusR * oneMinusR + 4 * r * sine * sine;
}

/// A quadratic in s (radians per frame) beside the quadratic in z that stands for it.
struct MappedQuadratic {
  double c2, c1, c0;              ///< in s
  double b0 = 1, b1 = 0, b2 = 0;  ///< in 1/z
  double r[2] = {0, 0};           ///< radii of the roots in z
  double oneMinusR[2] = {1, 1};
  double theta[2] = {0, 0};

  MappedQuadratic(double s2, double s1, double s0, double omega0) noexcept
      : c2(s2 / (omega0 * omega0)), c1(s1 / omega0), c0(s0) {
    if (c2 != 0)
      mapPair();
    else if (c1 != 0)
      mapReal(0, c0 / c1);
    b1 = -(r[0] * exact::cos(theta[0]) + r[1] * exact::cos(theta[1]));
    b2 = r[0] * r[1];
  }

  double analogPower(double omega) const noexcept {
    const double real = c0 - c2 * omega * omega, imaginary = c1 * omega;
    return real * real + imaginary * imaginary;
  }
  double digitalPower(double omega) const noexcept {
    return rootPower(r[0], oneMinusR[0], theta[0], omega) * rootPower(r[1], oneMinusR[1], theta[1], omega);
  }

 private:
  /// A root at -sigma on the real axis.
  void mapReal(int i, double sigma) noexcept {
    r[i] = exact::exp(-sigma);
    oneMinusR[i] = -exact::expm1(-sigma);
  }

  void mapPair() noexcept {
    const double sigma = c1 / (2 * c2), discriminant = sigma * sigma - c0 / c2;
    if (discriminant >= 0) {
      const double outer = sigma + std::sqrt(discriminant);
      mapReal(0, outer);
      mapReal(1, outer > 0 ? c0 / c2 / outer : 0);
      return;
    }
    const double nu = std::sqrt(-discriminant);
    if (nu > kPi) {
      // The pair would be folded back. What it does near the Nyquist frequency comes from its nearer root, and for that
      // stands one root on the real axis, as far from the unit circle.
      mapReal(0, exact::hypot(sigma, nu - kPi));
      theta[0] = kPi;
      return;
    }
    for (const int i : {0, 1}) {
      mapReal(i, sigma);
      theta[i] = i == 0 ? nu : -nu;
    }
  }
};

/// The factor that gives a mapped section the analogue level where it passes sound, so that each section is near
/// 0 dB by itself and a glide to or from "unchanged" stays near 0 dB all the way.
double levelFactor(const MappedQuadratic& zeros, const MappedQuadratic& poles, double omega0) noexcept {
  const double omega = zeros.c0 != 0 ? 0 : std::min(zeros.c2 != 0 ? 10 * omega0 : omega0, 2.0);
  return std::sqrt(zeros.analogPower(omega) / zeros.digitalPower(omega) * poles.digitalPower(omega) /
                   poles.analogPower(omega));
}

}  // namespace

double power(const DigitalFilter& filter, double omega) noexcept {
  double result = 1;
  for (int i = 0; i < filter.count; ++i) result *= power(filter.sections[static_cast<std::size_t>(i)], omega);
  return result;
}

DigitalFilter matchFilter(const AnalogFilter& analog, double sampleRate) noexcept {
  DigitalFilter filter;
  CorrectionTarget target = {};
  std::ranges::fill(target, 1.0);
  const double omega0 = 2 * kPi * analog.frequency.value / sampleRate;
  for (int k = 0; k < analog.count; ++k) {
    const AnalogSection& s = analog.sections[static_cast<std::size_t>(k)];
    const MappedQuadratic zeros(s.n2, s.n1, s.n0, omega0), poles(s.d2, s.d1, s.d0, omega0);
    const double factor = levelFactor(zeros, poles, omega0);
    filter.add({factor, factor * zeros.b1, factor * zeros.b2, poles.b1, poles.b2});
    for (std::size_t i = 0; i < target.size(); ++i) {
      const double omega = correctionFrequency(i);
      target[i] *= (zeros.analogPower(omega) / zeros.digitalPower(omega)) / (factor * factor) *
                   (poles.digitalPower(omega) / poles.analogPower(omega));
    }
  }
  const Correction correction = fitCorrection(target);
  for (int i = 0; i < correction.count; ++i) filter.add(correction.sections[static_cast<std::size_t>(i)]);
  if (filter.count > 0) {
    Biquad& first = filter.sections[0];
    first.b0 *= correction.gain;
    first.b1 *= correction.gain;
    first.b2 *= correction.gain;
  }
  return filter;
}

}  // namespace lathe
