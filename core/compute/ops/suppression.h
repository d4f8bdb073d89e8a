// The rules of noise suppression for one bin: what its neighbourhood says about it, and which gain that earns.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cmath>

#include "core/compute/ops/complex.h"
#include "core/compute/ops/host_device.h"

namespace lathe {

/// Squared magnitude.
LATHE_HOST_DEVICE float powerOf(Complex<float> bin) { return fusedMultiplyAdd(bin.re, bin.re, bin.im * bin.im); }

/// Wiener's gain for a ratio of sound power to noise power, the noise weighed `caution` times.
LATHE_HOST_DEVICE float wienerGain(float ratio, float caution) { return ratio / (ratio + caution); }

/// First gain of a bin from the mean power around it, in units of the noise: nothing below `threshold`, where noise
/// alone
/// may reach; above it what exceeds the noise (block thresholding by Stein's risk: Yu, Mallat, Bacry 2008, IEEE TSP
/// 56(5);
/// here with a neighbourhood that moves with the bin).
LATHE_HOST_DEVICE float neighbourhoodGain(float mean, float threshold, float caution) {
  return mean > threshold ? wienerGain(mean - 1.0f, caution) : 0.0f;
}

/// The next gain from the sound power that the gains so far let through around the bin: the empirical Wiener filter,
/// and, where it is repeated, what the decision-directed ratio of Ephraim and Malah 1984 settles at.
LATHE_HOST_DEVICE float refinedGain(float meanOfPassed, float caution) { return wienerGain(meanOfPassed, caution); }

/// Exponential of -x for 0 <= x, within 2e-7 of it: the same bits wherever it is compiled.
LATHE_HOST_DEVICE float decay(float x) {
  if (x > 80.0f) return 0.0f;
  const float y = x * (1.0f / 32.0f);  // exp(-x) = exp(-x/32)^32
  float e = fusedMultiplyAdd(
      y,
      fusedMultiplyAdd(
          y, fusedMultiplyAdd(y, fusedMultiplyAdd(y, fusedMultiplyAdd(y, 1.0f / 120, 1.0f / 24), 1.0f / 6), 0.5f),
          1.0f),
      1.0f);
  e *= e, e *= e, e *= e, e *= e, e *= e;
  return 1.0f / e;
}

/// The gain of the log-spectral amplitude estimator (Ephraim, Malah 1985), xi / (1 + xi) * exp(E1(v) / 2) with
/// v = gamma xi / (1 + xi), at most 1. `xi` is the ratio expected before, `gamma` the power of the bin over the noise.
/// E1 by its series up to 1 and by the rational approximation of Abramowitz and Stegun 5.1.56 above.
LATHE_HOST_DEVICE float logSpectralGain(float xi, float gamma) {
  const float wiener = xi / (1.0f + xi), v = fmaxf(gamma * wiener, 1e-6f);
  float e1;
  if (v < 1.0f) {
    e1 = -logf(v) - 0.57721566f +
         v * (0.99999193f + v * (-0.24991055f + v * (0.05519968f + v * (-0.00976004f + v * 0.00107857f))));
  } else {
    const float top = v * (v * (v * (v + 8.5733287401f) + 18.0590169730f) + 8.6347608925f) + 0.2677737343f;
    const float below = v * (v * (v * (v + 9.5733223454f) + 25.6329561486f) + 21.0996530827f) + 3.9584969228f;
    e1 = top / (below * v) * decay(v);
  }
  return fminf(wiener * expf(0.5f * e1), 1.0f);
}

/// The decision-directed ratio (Ephraim, Malah 1984): the last frame's estimate and this frame's, never below `least`.
LATHE_HOST_DEVICE float decisionDirectedRatio(float lastGain, float lastGamma, float gamma, float alpha, float least) {
  return fmaxf(alpha * lastGain * lastGain * lastGamma + (1.0f - alpha) * fmaxf(gamma - 1.0f, 0.0f), least);
}

}  // namespace lathe
