// Linear-phase low-pass filters by the Kaiser window.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <vector>

#include "core/audio/units.h"

namespace lathe {

// J. F. Kaiser, "Nonrecursive digital filter design using the I0-sinh window function" (1974). Frequencies are in
// cycles per frame: 0.5 is the Nyquist frequency. `attenuation` is that of the stopband, positive; the passband's
// ripple is as small.

/// The window's shape parameter.
double kaiserBeta(Decibels attenuation);
/// A symmetric Kaiser window, 1 in the middle.
std::vector<double> kaiserWindow(int length, double beta);
/// How many taps a transition of that width takes, rounded up.
int kaiserLength(Decibels attenuation, double transitionWidth);

/// Windowed sinc, -6 dB at `cutoff`, sum 1. An odd length gives a whole number of frames of delay, (length - 1) / 2.
std::vector<double> designLowPass(int length, double cutoff, Decibels attenuation);

/// Low-pass that passes up to `passband` (below 0.25) and stops from 0.5 - passband on. Its length is 4 m - 1; every
/// second tap but the one in the middle, which is exactly 0.5, is exactly zero.
std::vector<double> designHalfband(double passband, Decibels attenuation);

}  // namespace lathe
