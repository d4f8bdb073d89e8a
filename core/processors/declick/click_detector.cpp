// Prediction error, matched filter, robust scale, hysteresis.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/declick/click_detector.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "core/dsp/ar_model.h"

namespace lathe {
namespace {

constexpr std::size_t kOrder = 32, kBlock = 2048, kHop = 1024;
constexpr std::size_t kScaleBlock = 64;  ///< samples whose median is one value of the local scale
constexpr std::size_t kScaleReach = 3;   ///< blocks on either side
constexpr double kSoft = 2.5;            ///< prominence down to which a click's ends reach
constexpr double kMedianOfNormal = 0.6745;

double median(std::span<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// Adds |error| over its local scale to `prominence`, where that is larger.
void addProminence(std::span<const double> error, std::size_t factor, std::span<double> prominence) {
  const std::size_t size = kScaleBlock * factor, blocks = (error.size() + size - 1) / size;
  std::vector<double> medians(blocks), values;
  for (std::size_t b = 0; b < blocks; ++b) {
    const std::size_t from = b * size, to = std::min(error.size(), from + size);
    values.assign(error.begin() + static_cast<std::ptrdiff_t>(from), error.begin() + static_cast<std::ptrdiff_t>(to));
    for (double& value : values) value = std::abs(value);
    medians[b] = median(values);
  }
  const auto at = [&](std::size_t b) { return medians[std::min(b, blocks - 1)]; };
  for (std::size_t b = 0; b < blocks; ++b) {
    std::array<double, 2 * kScaleReach + 1> around{};
    for (std::size_t k = 0; k < around.size(); ++k) around[k] = at(b + k < kScaleReach ? 0 : b + k - kScaleReach);
    std::array<double, 3> after = {at(b + 1), at(b + 2), at(b + 3)};
    const double scale = std::max(median(around), median(after)) / kMedianOfNormal + 1e-6;
    for (std::size_t n = b * size; n < std::min(error.size(), (b + 1) * size); ++n)
      prominence[n] = std::max(prominence[n], std::abs(error[n]) / scale);
  }
}

}  // namespace

std::size_t rateFactor(int sampleRate) noexcept {
  return std::max<std::size_t>(1, static_cast<std::size_t>((sampleRate + 22050) / 46000));
}

Excitation excitationOf(std::span<const double> x, std::size_t factor) {
  const std::size_t order = kOrder, block = kBlock * factor, hop = kHop * factor, before = (block - hop) / 2;
  std::vector<double> window(block), samples(block), lags(order + 1), known(hop + 2 * order), left(hop + order),
      both(hop);
  for (std::size_t n = 0; n < block; ++n)
    window[n] =
        0.5 - 0.5 * std::cos(2 * std::numbers::pi * (static_cast<double>(n) + 0.5) / static_cast<double>(block));
  const auto take = [&](std::ptrdiff_t from, std::span<double> out) {
    for (std::size_t n = 0; n < out.size(); ++n) {
      const std::ptrdiff_t at = from + static_cast<std::ptrdiff_t>(n);
      out[n] = at >= 0 && at < std::ssize(x) ? x[static_cast<std::size_t>(at)] : 0;
    }
  };
  Excitation out{std::vector<double>(x.size()), std::vector<double>(x.size())};
  std::vector<double> twoSided(x.size());
  for (std::size_t start = 0; start < x.size(); start += hop) {
    take(static_cast<std::ptrdiff_t>(start) - static_cast<std::ptrdiff_t>(before), samples);
    for (std::size_t n = 0; n < block; ++n) samples[n] *= window[n];
    autocorrelate(samples, lags);
    lags[0] += lags[0] * 1e-9 + 1e-7;
    const std::vector<double> a = levinsonDurbin(lags).coefficients;
    const double norm = std::sqrt(dotProduct(a.data(), a.data(), a.size()));
    take(static_cast<std::ptrdiff_t>(start) - static_cast<std::ptrdiff_t>(order), known);
    std::ranges::fill(left, 0.0);
    std::ranges::fill(both, 0.0);
    for (std::size_t k = 0; k <= order; ++k) addScaled(left.data(), known.data() + order - k, a[k], left.size());
    for (std::size_t k = 0; k <= order; ++k) addScaled(both.data(), left.data() + k, a[k] / norm, hop);
    const std::size_t count = std::min(hop, x.size() - start);
    std::copy_n(left.begin(), count, out.error.begin() + static_cast<std::ptrdiff_t>(start));
    std::copy_n(both.begin(), count, twoSided.begin() + static_cast<std::ptrdiff_t>(start));
  }
  addProminence(out.error, factor, out.prominence);
  addProminence(twoSided, factor, out.prominence);
  return out;
}

std::vector<ClickSpan> clickCandidates(const Excitation& excitation, double threshold, std::size_t longest,
                                       std::size_t factor) {
  const std::vector<double>& p = excitation.prominence;
  std::vector<ClickSpan> loud, found;
  for (std::size_t n = 0; n < p.size(); ++n) {
    if (p[n] <= threshold) continue;
    if (!loud.empty() && n < loud.back().end + 16 * factor)
      loud.back().end = n + 1;
    else
      loud.push_back({n, n + 1});
  }
  for (ClickSpan span : loud) {
    const std::size_t last = std::min(p.size(), span.end + 200 * factor),
                      first = span.start - std::min(span.start, 60 * factor);
    for (std::size_t n = span.end; n < last && n < span.end + 8 * factor; ++n)
      if (p[n] > kSoft) span.end = n + 1;
    for (std::size_t n = span.start; n > first && n + 4 * factor > span.start; --n)
      if (p[n - 1] > kSoft) span.start = n - 1;
    if (span.length() >= longest) continue;
    span.start -= std::min(span.start, 2 * factor);
    span.end = std::min(p.size(), span.end + 4 * factor);
    if (!found.empty() && span.start <= found.back().end)
      found.back().end = std::max(span.end, found.back().end);
    else
      found.push_back(span);
  }
  return found;
}

}  // namespace lathe
