// Window, autocorrelation, short model, both errors; medians by counting ranks.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/declick/click_scan.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "core/audio/simd.h"
#include "core/dsp/ar_model.h"
#include "core/dsp/window.h"

namespace lathe {
namespace {

constexpr std::size_t kTaps = kClickOrder + 1, kPaddedTaps = 40;

/// The lags 0 .. 39 of `count` samples (a multiple of four) with at least 40 zeros behind them.
LATHE_VECTOR_CLONES
void shortLags(const double* x, std::size_t count, double* lags) noexcept {
  double sums[2][kPaddedTaps] = {};
  for (std::size_t n = 0; n < count; n += 2)
    for (std::size_t p = 0; p < 2; ++p)
      for (std::size_t k = 0; k < kPaddedTaps; ++k) sums[p][k] += x[n + p] * x[n + p + k];
  for (std::size_t k = 0; k < kPaddedTaps; ++k) lags[k] = sums[0][k] + sums[1][k];
}

/// The value with `count` / 2 values below it: how many lie below each is counted for all side by side.
LATHE_VECTOR_CLONES
float middleOf(const float* values, std::size_t count) noexcept {
  std::int32_t below[256] = {};
  for (std::size_t j = 0; j < count; ++j)
    for (std::size_t i = 0; i < count; ++i) below[i] += values[j] < values[i] ? 1 : 0;
  // Of equal values the ranks are shared: the largest rank not above the middle is its own.
  const auto middle = static_cast<std::int32_t>(count / 2);
  float found = 0;
  std::int32_t best = -1;
  for (std::size_t i = 0; i < count; ++i)
    if (below[i] <= middle && below[i] > best) best = below[i], found = values[i];
  return found;
}

void mediansOf(std::span<const double> error, std::size_t block, std::span<double> medians) noexcept {
  std::array<float, 256> values;
  for (std::size_t b = 0; b * block < error.size(); ++b) {
    // At more than 192 kHz every second or fourth value will do.
    const std::size_t from = b * block, stride = (block + values.size() - 1) / values.size();
    const std::size_t count = (std::min(block, error.size() - from) + stride - 1) / stride;
    for (std::size_t n = 0; n < count; ++n) values[n] = static_cast<float>(std::abs(error[from + n * stride]));
    medians[b] = static_cast<double>(middleOf(values.data(), count));
  }
}

LATHE_VECTOR_CLONES
void prominencesOf(const double* error, double scale, const double* both, double bothScale, double* out,
                   std::size_t count) noexcept {
  const double perScale = 1 / scale, perBothScale = 1 / bothScale;
  for (std::size_t n = 0; n < count; ++n) out[n] = prominenceOf(error[n], perScale, both[n], perBothScale);
}

}  // namespace

ClickScan::ClickScan(std::size_t most, std::size_t factor)
    : factor_(factor),
      window_(kClickBlock * factor),
      block_(kClickBlock * factor + kPaddedTaps),
      known_((kClickHop * factor + 2 * kClickOrder + 63) / 32 * 32 + 32),
      left_((kClickHop * factor + kClickOrder + 63) / 32 * 32),
      error_(most + kClickHop * factor),
      both_(most + kClickHop * factor),
      prominence_(most),
      scales_(most / (kClickScaleBlock * factor) + 1),
      bothScales_(scales_.size()),
      medians_(scales_.size()),
      models_((most / (kClickHop * factor) + 1) * kTaps) {
  for (std::size_t n = 0; n < window_.size(); ++n) window_[n] = hannAt(n, window_.size());
}

void ClickScan::scanBlock(std::span<const double> x, std::size_t start) noexcept {
  const std::size_t hop = kClickHop * factor_, block = kClickBlock * factor_, before = (block - hop) / 2;
  const auto take = [&](std::size_t place, std::size_t back, std::span<double> out) {
    const std::size_t missing = std::min(out.size(), place < back ? back - place : 0), from = place + missing - back;
    const std::size_t known = std::min(out.size() - missing, from < x.size() ? x.size() - from : 0);
    std::fill_n(out.begin(), missing, 0.0);
    std::copy_n(x.begin() + static_cast<std::ptrdiff_t>(known > 0 ? from : 0), known,
                out.begin() + static_cast<std::ptrdiff_t>(missing));
    std::fill(out.begin() + static_cast<std::ptrdiff_t>(missing + known), out.end(), 0.0);
  };
  take(start, before, std::span(block_).first(block));
  for (std::size_t n = 0; n < block; ++n) block_[n] *= window_[n];
  std::array<double, kPaddedTaps> lags, taps;
  shortLags(block_.data(), block, lags.data());
  lags[0] = whitenedShort(lags[0]);
  double* const a = models_.data() + start / hop * kTaps;
  shortModel(lags.data(), a, kClickOrder);
  double norm = 0;
  for (std::size_t k = 0; k < kTaps; ++k) norm += a[k] * a[k];
  norm = 1 / std::sqrt(norm);
  take(start, kClickOrder, known_);
  std::reverse_copy(a, a + kTaps, taps.begin());
  slideOver(known_.data(), taps.data(), kTaps, left_.data(), left_.size());
  for (std::size_t k = 0; k < kTaps; ++k) taps[k] = a[k] * norm;
  slideOver(left_.data(), taps.data(), kTaps, both_.data() + start, hop);
  std::copy_n(left_.begin(), hop, error_.begin() + static_cast<std::ptrdiff_t>(start));
}

void ClickScan::standOut(std::size_t size) noexcept {
  size_ = size;
  const std::size_t block = kClickScaleBlock * factor_, count = (size + block - 1) / block;
  for (auto* scales : {&scales_, &bothScales_}) {
    const std::vector<double>& error = scales == &scales_ ? error_ : both_;
    mediansOf(std::span(error).first(size), block, medians_);
    for (std::size_t b = 0; b < count; ++b) (*scales)[b] = localScale(medians_.data(), count, b);
  }
  for (std::size_t b = 0; b < count; ++b)
    prominencesOf(error_.data() + b * block, scales_[b], both_.data() + b * block, bothScales_[b],
                  prominence_.data() + b * block, std::min(block, size - b * block));
}

void ClickScan::load(std::size_t size, const double* error, const double* prominence, const double* scales,
                     const double* models) noexcept {
  size_ = size;
  const std::size_t block = kClickScaleBlock * factor_, hop = kClickHop * factor_;
  std::copy_n(error, size, error_.begin());
  std::copy_n(prominence, size, prominence_.begin());
  std::copy_n(scales, (size + block - 1) / block, scales_.begin());
  std::copy_n(models, (size + hop - 1) / hop * kTaps, models_.begin());
}

void ClickScan::operator()(std::span<const double> x) noexcept {
  for (std::size_t start = 0; start < x.size(); start += kClickHop * factor_) scanBlock(x, start);
  standOut(x.size());
}

}  // namespace lathe
