// Rotations: one per sample for the fundamental, one product per harmonic.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/dehum/hum_phasors.h"

#include <algorithm>
#include <cmath>

#include "core/audio/exact_math.h"
#include "core/audio/simd.h"

namespace lathe {
namespace {

constexpr std::size_t kLanes = 16;

LATHE_VECTOR_CLONES
void multiplyPhasors(const float* aRe, const float* aIm, float* re, float* im, std::size_t count) {
  for (std::size_t n = 0; n < count; ++n) {
    const float r = re[n] * aRe[n] - im[n] * aIm[n];
    im[n] = re[n] * aIm[n] + im[n] * aRe[n];
    re[n] = r;
  }
}

/// Sums in lanes, so that any vector unit adds in the same order. `count` is a multiple of kLanes.
LATHE_VECTOR_CLONES
void sumProducts(const float* x, const float* re, const float* im, std::size_t count, float* sumRe, float* sumIm) {
  for (std::size_t n = 0; n < count; n += kLanes)
    for (std::size_t l = 0; l < kLanes; ++l) {
      sumRe[l] += x[n + l] * re[n + l];
      sumIm[l] += x[n + l] * im[n + l];
    }
}

LATHE_VECTOR_CLONES
void addRamp(const float* re, const float* im, float fromRe, float fromIm, float stepRe, float stepIm, float* out,
             std::size_t count) {
  for (std::size_t n = 0; n < count; ++n) {
    const float at = static_cast<float>(static_cast<int>(n)) + 0.5f;
    out[n] += (fromRe + at * stepRe) * re[n] + (fromIm + at * stepIm) * im[n];
  }
}

}  // namespace

double HumPhase::at(double sample) const noexcept {
  double phase = step * sample;
  if (deviation.empty()) return phase;
  const double place =
      std::clamp(sample / static_cast<double>(block) - 0.5, 0.0, static_cast<double>(deviation.size() - 1));
  const auto low = static_cast<std::size_t>(place);
  const std::size_t high = std::min(low + 1, deviation.size() - 1);
  return phase + deviation[low] + (deviation[high] - deviation[low]) * (place - static_cast<double>(low));
}

HumPhasors::HumPhasors(std::size_t block) : block_(block), baseRe_(block), baseIm_(block), re_(block), im_(block) {}

void HumPhasors::begin(const HumPhase& phase, std::size_t index) {
  const std::size_t half = block_ / 2;
  for (std::size_t part = 0; part < 2; ++part) {
    const double start = static_cast<double>(index * block_ + part * half);
    const double from = phase.at(start),
                 turn = (phase.at(start + static_cast<double>(half)) - from) / static_cast<double>(half);
    std::complex<double> z = exact::polar(1.0, -from);
    const std::complex<double> rotation = exact::polar(1.0, -turn);
    for (std::size_t n = part * half; n < (part + 1) * half; ++n) {
      baseRe_[n] = re_[n] = static_cast<float>(z.real());
      baseIm_[n] = im_[n] = static_cast<float>(z.imag());
      z = {z.real() * rotation.real() - z.imag() * rotation.imag(),
           z.real() * rotation.imag() + z.imag() * rotation.real()};
    }
  }
}

void HumPhasors::next() { multiplyPhasors(baseRe_.data(), baseIm_.data(), re_.data(), im_.data(), block_); }

std::complex<float> HumPhasors::measure(const float* samples) const {
  float re[kLanes] = {}, im[kLanes] = {};
  sumProducts(samples, re_.data(), im_.data(), block_, re, im);
  double sumRe = 0, sumIm = 0;
  for (std::size_t l = 0; l < kLanes; ++l) sumRe += re[l], sumIm += im[l];
  const double count = static_cast<double>(block_);
  return {static_cast<float>(sumRe / count), static_cast<float>(sumIm / count)};
}

void HumPhasors::add(std::complex<float> left, std::complex<float> here, std::complex<float> right,
                     float* samples) const {
  const std::size_t half = block_ / 2;
  const float length = static_cast<float>(block_);
  const std::complex<float> start = left + here, rise = 2.0f * (here - left) / length,
                            fall = 2.0f * (right - here) / length;
  addRamp(re_.data(), im_.data(), start.real(), start.imag(), rise.real(), rise.imag(), samples, half);
  addRamp(re_.data() + half, im_.data() + half, 2 * here.real(), 2 * here.imag(), fall.real(), fall.imag(),
          samples + half, half);
}

}  // namespace lathe
