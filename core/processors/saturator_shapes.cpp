// The saturation curves' vectorised loops.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/saturator_shapes.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

#include "core/audio/exact_math.h"
#include "core/audio/simd.h"

namespace lathe {
namespace {

constexpr float kAsymmetry = 0.3f;

/// tanh to about 2e-7 relative, without branches: (e^2u - 1) / (e^2u + 1) with e^x = 2^n e^r.
inline __attribute__((always_inline)) float fastTanh(float u) {
  const float limited = u < -9.2f ? -9.2f : (u > 9.2f ? 9.2f : u);
  const float x = 2 * limited;
  constexpr float kRounder = 12582912.0f;  // 1.5 * 2^23: adding it rounds to a whole number
  const float shifted = x * 1.44269504f + kRounder;
  const float n = shifted - kRounder;
  const float r = (x - n * 0.693359375f) - n * -2.12194440e-4f;
  const float tail = 1.0f / 6 + r * (1.0f / 24 + r * (1.0f / 120 + r * (1.0f / 720 + r * (1.0f / 5040))));
  const float small = r + r * r * (0.5f + r * tail);  // e^r - 1
  const float scale = std::bit_cast<float>((std::bit_cast<std::uint32_t>(shifted) + 127) << 23);
  const float grown = scale * small + (scale - 1);  // e^x - 1
  return grown / (grown + 2);
}

LATHE_VECTOR_CLONES
void shapeTanh(const float* in, float* out, std::size_t frames) {
  for (std::size_t i = 0; i < frames; ++i) out[i] = fastTanh(in[i]);
}

LATHE_VECTOR_CLONES
void shapeAsymmetric(const float* in, float* out, std::size_t frames) {
  for (std::size_t i = 0; i < frames; ++i) {
    const float t = fastTanh(in[i]);
    out[i] = t / (1 + kAsymmetry * t);
  }
}

/// Integrals over t = 0..1 of (1 - t) f and t f.
struct Moments {
  float falling, rising;
};

/// Moments of max(0, p) where p runs in a straight line from a to b.
inline __attribute__((always_inline)) Moments overshoot(float a, float b) {
  const float aOver = a > 0 ? a : 0, bOver = b > 0 ? b : 0;
  const float aUnder = a < 0 ? -a : 0, bUnder = b < 0 ? -b : 0;
  // The share of the line above zero, as seen from either end.
  const float aShare = aOver / (aOver + bUnder + 1e-30f), bShare = bOver / (bOver + aUnder + 1e-30f);
  const float aArea = aOver * aShare, bArea = bOver * bShare;
  return {aArea * (0.5f - aShare * (1.0f / 6)) + bArea * bShare * (1.0f / 6),
          aArea * aShare * (1.0f / 6) + bArea * (0.5f - bShare * (1.0f / 6))};
}

inline __attribute__((always_inline)) Moments clippedMoments(float a, float b) {
  const Moments above = overshoot(a - 1, b - 1), below = overshoot(-a - 1, -b - 1);
  return {a * (1.0f / 3) + b * (1.0f / 6) - above.falling + below.falling,
          a * (1.0f / 6) + b * (1.0f / 3) - above.rising + below.rising};
}

LATHE_VECTOR_CLONES
void shapeClip(const float* in, float* out, std::size_t frames) {
  const float *before = in - 1, *after = in + 1;
  for (std::size_t i = 0; i < frames; ++i)
    out[i] = clippedMoments(before[i], in[i]).rising + clippedMoments(in[i], after[i]).falling;
}

}  // namespace

double saturate(SaturationCurve curve, double value) noexcept {
  const double t = exact::tanh(value);
  switch (curve) {
    case SaturationCurve::Tanh:
      return t;
    case SaturationCurve::Asymmetric:
      return t / (1 + static_cast<double>(kAsymmetry) * t);
    case SaturationCurve::Clip:
      return std::clamp(value, -1.0, 1.0);
  }
  return value;
}

void saturate(SaturationCurve curve, const float* in, float* out, std::size_t frames) noexcept {
  switch (curve) {
    case SaturationCurve::Tanh:
      return shapeTanh(in - 1, out, frames);
    case SaturationCurve::Asymmetric:
      return shapeAsymmetric(in - 1, out, frames);
    case SaturationCurve::Clip:
      return shapeClip(in - 1, out, frames);
  }
}

}  // namespace lathe
