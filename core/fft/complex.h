// A complex number as both compilers see it, and the multiply-add that every convolution is made of.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cmath>

#include "core/fft/host_device.h"

namespace lathe {

/// One bin of a spectrum; the memory layout of cuFFT's complex types.
template <class Real>
struct Complex {
  Real re, im;
  friend bool operator==(const Complex&, const Complex&) = default;
};

LATHE_HOST_DEVICE float fusedMultiplyAdd(float a, float b, float c) { return fmaf(a, b, c); }
LATHE_HOST_DEVICE double fusedMultiplyAdd(double a, double b, double c) { return fma(a, b, c); }

/// sum + a * b, in four fused steps of a fixed order.
template <class Real>
LATHE_HOST_DEVICE Complex<Real> multiplyAdd(Complex<Real> sum, Complex<Real> a, Complex<Real> b) {
  return {fusedMultiplyAdd(a.re, b.re, fusedMultiplyAdd(-a.im, b.im, sum.re)),
          fusedMultiplyAdd(a.re, b.im, fusedMultiplyAdd(a.im, b.re, sum.im))};
}

}  // namespace lathe
