// The loops over bins.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/cpu/suppression_rows.h"

#include <algorithm>

#include "core/audio/simd.h"

namespace lathe {

LATHE_VECTOR_CLONES
void addScaledPowers(const Complex<float>* spectrum, const float* scale, float* sum, std::size_t bins) {
  for (std::size_t k = 0; k < bins; ++k) sum[k] += scaledPower(spectrum[k], scale[k]);
}

LATHE_VECTOR_CLONES
void multiplyRow(const float* factors, float* row, std::size_t bins) {
  for (std::size_t k = 0; k < bins; ++k) row[k] *= factors[k];
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
  for (std::size_t k = 0; k < std::min(wide, bins); ++k) out[k] = meanOverBins(row, bins, k, reach);
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
  for (std::size_t k = std::max(wide, bins > wide ? bins - wide : 0); k < bins; ++k)
    out[k] = meanOverBins(row, bins, k, reach);
}

LATHE_VECTOR_CLONES
void firstGains(const float* mean, const float* threshold, const float* caution, float* gain, std::size_t bins) {
  for (std::size_t k = 0; k < bins; ++k) gain[k] = neighbourhoodGain(mean[k], threshold[k], caution[k]);
}

LATHE_VECTOR_CLONES
void attackGains(const float* mean, const float* before, const float* threshold, const float* caution, float share,
                 float* gain, std::size_t bins) {
  for (std::size_t k = 0; k < bins; ++k)
    gain[k] = gainWithAttack(gain[k], mean[k], before[k], threshold[k], caution[k], share);
}

LATHE_VECTOR_CLONES
void passedPowers(const float* gain, const float* power, float* passed, std::size_t bins) {
  for (std::size_t k = 0; k < bins; ++k) passed[k] = passedPower(gain[k], power[k]);
}

LATHE_VECTOR_CLONES
void refinedGains(const float* mean, const float* caution, float* gain, std::size_t bins) {
  for (std::size_t k = 0; k < bins; ++k) gain[k] = refinedGain(mean[k], caution[k]);
}

LATHE_VECTOR_CLONES
void takeAway(const float* gain, const float* floor, const float* share, const Complex<float>* from, Complex<float>* to,
              std::size_t bins) {
  for (std::size_t k = 0; k < bins; ++k) to[k] = weighed(from[k], removedPart(gain[k], floor[k], share[k]));
}

}  // namespace lathe
