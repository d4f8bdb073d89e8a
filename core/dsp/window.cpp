// Window functions of cosines that are the same on every machine.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/dsp/window.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/audio/exact_math.h"

namespace lathe {

double windowPosition(std::size_t n, std::size_t size, WindowPhase phase) noexcept {
  const auto at = static_cast<double>(n), length = static_cast<double>(size);
  switch (phase) {
    case WindowPhase::Periodic:
      return at / length;
    case WindowPhase::Centred:
      return (at + 0.5) / length;
    case WindowPhase::Symmetric:
      break;
  }
  return at / (length - 1);
}

double hann(double position) noexcept { return 0.5 - 0.5 * exact::cos(2 * std::numbers::pi * position); }

double rootHann(double position) noexcept { return exact::sin(std::numbers::pi * position); }

double blackmanHarris(double position) noexcept {
  const double x = 2 * std::numbers::pi * position;
  return 0.35875 - 0.48829 * exact::cos(x) + 0.14128 * exact::cos(2 * x) - 0.01168 * exact::cos(3 * x);
}

double kaiser(double position, double beta) noexcept {
  const double side = 2 * position - 1;
  return besselI0(beta * std::sqrt(std::max(0.0, 1 - side * side))) / besselI0(beta);
}

double hann(std::size_t n, std::size_t size, WindowPhase phase) noexcept {
  return hann(windowPosition(n, size, phase));
}

double rootHann(std::size_t n, std::size_t size, WindowPhase phase) noexcept {
  return rootHann(windowPosition(n, size, phase));
}

std::vector<double> hannWindow(std::size_t size, WindowPhase phase) {
  std::vector<double> window(size);
  for (std::size_t n = 0; n < size; ++n) window[n] = hann(n, size, phase);
  return window;
}

double raisedCosine(double share) noexcept {
  return 0.5 - 0.5 * exact::cos(std::numbers::pi * std::clamp(share, 0.0, 1.0));
}

double besselI0(double x) noexcept {
  double sum = 1, term = 1;
  for (int k = 1; term > sum * 1e-17; ++k) {
    term *= (x / (2 * k)) * (x / (2 * k));
    sum += term;
  }
  return sum;
}

}  // namespace lathe
