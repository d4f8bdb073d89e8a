// The network's three layers.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/declick/click_rule.h"

#include <algorithm>

#include "core/restoration/declick/click_weights.h"

namespace lathe {
namespace {

/// out = weights (row by row) * in + biases.
template <std::size_t In, std::size_t Out>
std::array<double, Out> layer(const std::array<double, In>& in, const float* weights, const float* biases) noexcept {
  std::array<double, Out> out;
  for (std::size_t o = 0; o < Out; ++o) {
    double sum = static_cast<double>(biases[o]);
    for (std::size_t i = 0; i < In; ++i) sum += static_cast<double>(weights[o * In + i]) * in[i];
    out[o] = sum;
  }
  return out;
}

template <std::size_t Size>
std::array<double, Size> positive(std::array<double, Size> values) noexcept {
  for (double& v : values) v = std::max(v, 0.0);
  return values;
}

}  // namespace

double clickOdds(const ClickFeatures& features) noexcept {
  ClickFeatures z;
  for (std::size_t i = 0; i < kClickFeatures; ++i)
    z[i] = std::clamp((features[i] - static_cast<double>(kClickMeans[i])) * static_cast<double>(kClickScales[i]), -4.0,
                      4.0);
  const auto first = positive(layer<kClickFeatures, kClickHidden1>(z, kClickWeights1, kClickBiases1));
  const auto second = positive(layer<kClickHidden1, kClickHidden2>(first, kClickWeights2, kClickBiases2));
  return layer<kClickHidden2, 1>(second, kClickWeights3, kClickBiases3)[0];
}

double trainedClickShare() noexcept { return kClickShare; }

double usualClickBrightness() noexcept { return static_cast<double>(kClickMeans[kClickBrightness]); }

}  // namespace lathe
