// The rules of noise suppression for whole rows of bins, compiled for every vector unit.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>

#include "core/compute/ops/suppression.h"

namespace lathe {

// Each gives the very bits that its rule of ops/suppression.h gives bin by bin.

/// sum[k] += scaledPower(spectrum[k], scale[k])
void addScaledPowers(const Complex<float>* spectrum, const float* scale, float* sum, std::size_t bins);
/// row[k] *= factors[k]
void multiplyRow(const float* factors, float* row, std::size_t bins);
/// meanOverFrames(): mean[k] = mean of rows[..][k]; an odd `count` of rows, none of which is `mean`.
void meanOfRows(const float* const* rows, std::size_t count, float* mean, std::size_t bins);
/// meanOverBins(): out[k] = mean of row[k - reach .. k + reach]; at the ends the last bin counts for those beyond.
void widened(const float* row, float* out, std::size_t bins, int reach);
/// gain[k] = neighbourhoodGain(mean[k], threshold[k], caution[k])
void firstGains(const float* mean, const float* threshold, const float* caution, float* gain, std::size_t bins);
/// gain[k] = gainWithAttack(gain[k], mean[k], before[k], threshold[k], caution[k], share)
void attackGains(const float* mean, const float* before, const float* threshold, const float* caution, float share,
                 float* gain, std::size_t bins);
/// passed[k] = passedPower(gain[k], power[k])
void passedPowers(const float* gain, const float* power, float* passed, std::size_t bins);
/// gain[k] = refinedGain(mean[k], caution[k])
void refinedGains(const float* mean, const float* caution, float* gain, std::size_t bins);
/// to[k] = from[k] * removedPart(gain[k], floor[k], share[k])
void takeAway(const float* gain, const float* floor, const float* share, const Complex<float>* from, Complex<float>* to,
              std::size_t bins);

}  // namespace lathe
