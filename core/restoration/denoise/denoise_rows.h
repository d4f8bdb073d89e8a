// Rows of a picture of power over time and frequency, and how far neighbourhoods reach.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>

#include "core/fft/complex.h"

namespace lathe {

/// How far a mean reaches to either side.
struct Neighbourhood {
  int frames = 0;
  int bins = 0;
  int cells() const noexcept { return (2 * frames + 1) * (2 * bins + 1); }
};

/// The neighbourhood over which a profile's spread is measured.
constexpr Neighbourhood learningArea(int window) { return window <= 1 ? Neighbourhood{4, 1} : Neighbourhood{2, 0}; }

/// sum[k] += factor * |spectrum[k]|^2
void addPowers(const Complex<float>* spectrum, float* sum, std::size_t bins, float factor);

}  // namespace lathe
