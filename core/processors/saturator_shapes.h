// The curves that a saturator bends samples with.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>

namespace lathe {

/// A saturation curve with slope 1 at 0, limits near +-1.
enum class SaturationCurve {
  Tanh,        ///< symmetric and smooth
  Asymmetric,  ///< tanh(u) / (1 + c tanh(u)) with c = 0.3: a biased tanh, even harmonics too
  Clip,        ///< straight up to +-1
};

/// The curve itself.
double saturate(SaturationCurve curve, double value) noexcept;

/// out[i] = the curve at in[i - 1], for `frames` samples; in[-2] and in[-1] must be there.
/// The corners of Clip are smoothed as if by a continuous clipper with a triangular average over two frames behind it
/// (second-order antiderivative antialiasing: Parker, Zavalishin, Le Bivic, DAFx-16; Bilbao et al., IEEE SPL 2017, here
/// integrated piece by piece, so that nothing cancels). It delays by one frame, and so do the others, to be alike.
void saturate(SaturationCurve curve, const float* in, float* out, std::size_t frames) noexcept;

}  // namespace lathe
