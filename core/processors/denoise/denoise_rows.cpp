// The loops over bins, compiled for every vector unit.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/denoise/denoise_rows.h"

#include <algorithm>

#include "core/audio/simd.h"

namespace lathe {

LATHE_VECTOR_CLONES
void addPowers(const Complex<float>* spectrum, float* sum, std::size_t bins, float factor) {
  for (std::size_t k = 0; k < bins; ++k) {
    const float re = spectrum[k].re, im = spectrum[k].im;
    sum[k] += factor * (re * re + im * im);
  }
}

LATHE_VECTOR_CLONES
void meanOfRows(const float* const* rows, std::size_t count, float* mean, std::size_t bins) {
  const float share = 1.0f / static_cast<float>(count);
  const float* first = rows[0];
  for (std::size_t k = 0; k < bins; ++k) mean[k] = share * first[k];
  std::size_t i = 1;
  for (; i + 4 <= count; i += 4) {
    const float *a = rows[i], *b = rows[i + 1], *c = rows[i + 2], *d = rows[i + 3];
    for (std::size_t k = 0; k < bins; ++k) mean[k] += share * ((a[k] + b[k]) + (c[k] + d[k]));
  }
  for (; i + 2 <= count; i += 2) {
    const float *a = rows[i], *b = rows[i + 1];
    for (std::size_t k = 0; k < bins; ++k) mean[k] += share * (a[k] + b[k]);
  }
}

LATHE_VECTOR_CLONES
void widened(const float* row, float* out, std::size_t bins, int reach) {
  if (reach == 0 || bins == 0) {
    std::copy_n(row, bins, out);
    return;
  }
  const auto wide = static_cast<std::size_t>(reach);
  const float share = 1.0f / static_cast<float>(2 * reach + 1);
  const auto slow = [&](std::size_t k) {
    float sum = 0;
    for (int d = -reach; d <= reach; ++d)
      sum += row[static_cast<std::size_t>(
          std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(k) + d, 0, static_cast<std::ptrdiff_t>(bins) - 1))];
    out[k] = sum * share;
  };
  for (std::size_t k = 0; k < std::min(wide, bins); ++k) slow(k);
  if (bins > 2 * wide) {
    std::fill(out + wide, out + bins - wide, 0.0f);
    for (std::size_t d = 0; d <= 2 * wide; ++d) {
      const float* from = row + d;
      float* to = out + wide;
      const std::size_t count = bins - 2 * wide;
      for (std::size_t k = 0; k < count; ++k) to[k] += from[k];
    }
    for (std::size_t k = wide; k < bins - wide; ++k) out[k] *= share;
  }
  for (std::size_t k = std::max(wide, bins > wide ? bins - wide : 0); k < bins; ++k) slow(k);
}

}  // namespace lathe
