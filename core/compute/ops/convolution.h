// The contract of convolution: which input reaches which output through which impulse response.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <algorithm>
#include <cfloat>
#include <cstddef>
#include <vector>

#include "core/fft/host_device.h"

namespace lathe {

/// dB under full scale or the output's peak, whichever is higher: how near two backends are, in 32 and in 64 bits.
inline constexpr double kConvolutionParity = -120, kConvolutionParity64 = -240;

/// One way through the matrix. The taps belong to someone else and must outlive the work; they are never changed.
template <class Real>
struct ConvolutionPath {
  int input = 0;
  int output = 0;
  const Real* taps = nullptr;
  std::size_t length = 0;
};

/// output[o][n] = sum over the paths p that end in o, and over k, of p.taps[k] * input[p.input][n - k].
/// Mono is one path, stereo two, true stereo four; any matrix works, and several paths may join the same pair.
/// An output that no path reaches is silent. Nothing is scaled, trimmed or delayed. Input samples that are no
/// finite number count as silence.
template <class Real>
struct ConvolutionSpec {
  int inputs = 1;
  int outputs = 1;
  std::vector<ConvolutionPath<Real>> paths;
};

/// Length of the longest path in taps; 0 when there is none.
template <class Real>
std::size_t longestPath(const ConvolutionSpec<Real>& spec) {
  std::size_t longest = 0;
  for (const auto& path : spec.paths) longest = std::max(longest, path.length);
  return longest;
}

/// The sample itself, or 0 where it is infinite, no number, or too small to be a normal one.
LATHE_HOST_DEVICE float soundOrSilence(float sample) {
  const float size = sample < 0 ? -sample : sample;
  return size <= FLT_MAX && size >= FLT_MIN ? sample : 0.0f;
}
LATHE_HOST_DEVICE double soundOrSilence(double sample) {
  const double size = sample < 0 ? -sample : sample;
  return size <= DBL_MAX && size >= DBL_MIN ? sample : 0.0;
}

}  // namespace lathe
