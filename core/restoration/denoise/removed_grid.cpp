// Rounding to the grid of 24 bits below full scale.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/denoise/removed_grid.h"

#include "core/audio/simd.h"

namespace lathe {
namespace {

/// Adding and taking away 1.5 * 2^28 leaves a double's multiples of 2^-24: the nearest, ties to even.
constexpr double kRounder = 0x1.8p28;

LATHE_VECTOR_CLONES
void subtractRow(const float* removed, float* sound, std::size_t count) {
  for (std::size_t n = 0; n < count; ++n) {
    const double part = (static_cast<double>(removed[n]) + kRounder) - kRounder;
    sound[n] = static_cast<float>(static_cast<double>(sound[n]) - part);
  }
}

}  // namespace

void subtractOnGrid(ConstAudioView removed, AudioView sound) {
  for (int c = 0; c < sound.channels(); ++c) subtractRow(removed[c].data(), sound[c].data(), sound.frames());
}

}  // namespace lathe
