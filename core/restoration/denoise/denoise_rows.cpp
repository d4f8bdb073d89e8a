// Powers of a row of bins.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/denoise/denoise_rows.h"

#include "core/audio/simd.h"

namespace lathe {

LATHE_VECTOR_CLONES
void addPowers(const Complex<float>* spectrum, float* sum, std::size_t bins, float factor) {
  for (std::size_t k = 0; k < bins; ++k) {
    const float re = spectrum[k].re, im = spectrum[k].im;
    sum[k] += factor * (re * re + im * im);
  }
}

}  // namespace lathe
