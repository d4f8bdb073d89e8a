// Two rounds: short models to get the worst out of the way, then long ones made of the result.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/declick/click_repair.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/compute/ops/click_scan.h"
#include "core/dsp/ar_model.h"
#include "core/dsp/window.h"

namespace lathe {

ClickRepair::ClickRepair(std::size_t most, std::size_t longest, std::size_t factor)
    : factor_(factor),
      fitter_(most, longest, factor),
      equations_(longest),
      window_(kClickBlock * factor),
      block_(kClickBlock * factor + kClickOrder),
      gradient_(longest),
      values_(longest) {
  source_.reserve(most);
  work_.reserve(most);
  for (std::size_t n = 0; n < window_.size(); ++n) window_[n] = hannAt(n, window_.size());
}

void ClickRepair::roughFill(std::span<double> x, const ClickSpan& span) noexcept {
  const std::size_t count = span.length();
  const double before = span.start > 0 ? x[span.start - 1] : 0, after = span.end < x.size() ? x[span.end] : 0;
  for (std::size_t i = 0; i < count; ++i)
    x[span.start + i] = before + (after - before) * static_cast<double>(i + 1) / static_cast<double>(count + 1);
  const std::size_t middle = (span.start + span.end) / 2, half = window_.size() / 2;
  for (std::size_t n = 0; n < window_.size(); ++n) {
    const std::size_t at = middle + n;
    block_[n] = at >= half && at - half < x.size() ? x[at - half] * window_[n] : 0;
  }
  std::array<double, kClickOrder + 1> lags, a, b;
  slideOver(block_.data(), block_.data(), kClickBlock * factor_, lags.data(), lags.size());
  lags[0] = whitenedShort(lags[0]);
  shortModel(lags.data(), a.data(), kClickOrder);
  for (std::size_t d = 0; d <= kClickOrder; ++d) b[d] = dotProduct(a.data(), a.data() + d, kClickOrder + 1 - d);
  const auto at = [&](std::size_t n) {
    return n >= kClickOrder && n - kClickOrder < x.size() ? x[n - kClickOrder] : 0;
  };
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t n = span.start + i + kClickOrder;
    double sum = b[0] * at(n);
    for (std::size_t d = 1; d <= kClickOrder; ++d) sum += b[d] * (at(n - d) + at(n + d));
    gradient_[i] = sum;
  }
  const std::span<double> values = std::span(values_).first(count);
  equations_.solve(b, std::span<const double>(gradient_).first(count), values);
  for (std::size_t i = 0; i < count; ++i) x[span.start + i] -= values[i];
}

void ClickRepair::operator()(std::span<double> x, std::span<const ClickSpan> spans, std::size_t origin) {
  source_.assign(x.begin(), x.end());
  for (const ClickSpan& span : spans) roughFill(source_, span);
  isFilled_.assign(spans.size(), 0);
  if (device_) device_->fill(x, source_, spans, origin, isFilled_);
  fitter_.models().setSource(source_, origin);
  // Each is filled as if it were the only one, beside the rough fills of the others.
  work_.assign(source_.begin(), source_.end());
  const auto copy = [](std::span<const double> from, const ClickSpan& span, std::span<double> to) {
    std::copy(from.begin() + static_cast<std::ptrdiff_t>(span.start),
              from.begin() + static_cast<std::ptrdiff_t>(span.end),
              to.begin() + static_cast<std::ptrdiff_t>(span.start));
  };
  for (std::size_t i = 0; i < spans.size(); ++i) {
    if (isFilled_[i]) continue;
    copy(x, spans[i], work_);
    fitter_.fill(work_, spans[i], true);
    copy(work_, spans[i], x);
    copy(source_, spans[i], work_);
  }
}

}  // namespace lathe
