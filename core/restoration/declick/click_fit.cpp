// Two-sided errors, trimming, interpolation with a guard.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/declick/click_fit.h"

#include <algorithm>
#include <cmath>

#include "core/dsp/ar_model.h"

namespace lathe {
namespace {

using Rules = ClickFillRules;

constexpr std::size_t kMostSoft = 256;  ///< samples of a click whose variances are learned
constexpr double kPenalty = 3;          ///< of excitation energy that a sample must explain to count

/// Whether `values` fit what is around the span.
bool isPlausible(std::span<const double> x, const ClickSpan& span, std::span<const double> values) noexcept {
  const std::size_t reach = 4 * span.length(), from = span.start - std::min(span.start, reach),
                    to = std::min(x.size(), span.end + reach);
  double least = 1e9, most = -1e9;
  for (std::size_t n = from; n < to; ++n)
    if (n < span.start || n >= span.end) least = std::min(least, x[n]), most = std::max(most, x[n]);
  const auto [low, high] = std::ranges::minmax(values);
  return isPlausibleFill(low, high, least, most);
}

}  // namespace

ClickFitter::ClickFitter(std::size_t most, std::size_t longest, std::size_t factor)
    : factor_(factor),
      models_(most, factor),
      equations_(longest),
      gradient_(longest),
      amounts_(longest),
      values_(longest),
      edge_(longest + 2 * models_.sizes().order),
      errors_(Rules::local * factor),
      mostSoft_(std::min(longest, kMostSoft * factor)),
      matrix_(mostSoft_ * mostSoft_),
      right_(mostSoft_),
      noise_(mostSoft_) {}

void ClickFitter::gradient(const LongModel& model, std::span<const double> x, const ClickSpan& span) noexcept {
  const std::size_t order = model.correlation.size() / 2, count = span.length();
  const double* around = x.data() + span.start - order;
  if (span.start < order || span.end + order > x.size()) {
    // Beyond the ends is silence.
    for (std::size_t n = 0; n < count + 2 * order; ++n) {
      const std::size_t at = span.start + n;
      edge_[n] = at >= order && at - order < x.size() ? x[at - order] : 0;
    }
    around = edge_.data();
  }
  slideOver(around, model.correlation.data(), 2 * order + 1, gradient_.data(), count);
}

double ClickFitter::errorPower(const LongModel& model, std::span<const double> x, std::size_t from, std::size_t to,
                               bool isBackwards) noexcept {
  // Forwards the model meets the samples before each, backwards those after it.
  const std::size_t taps = model.coefficients.size();
  const std::size_t first = isBackwards ? from : std::max(from, taps - 1),
                    last = isBackwards ? std::min(to + taps, x.size() + 1) - std::min(taps, x.size() + 1) : to;
  if (first >= last) return -1;
  const std::size_t count = last - first;
  slideOver(x.data() + (isBackwards ? first : first + 1 - taps),
            (isBackwards ? model.coefficients : model.turned).data(), taps, errors_.data(), count);
  return dotProduct(errors_.data(), errors_.data(), count) / static_cast<double>(count);
}

double ClickFitter::localVariance(const LongModel& model, std::span<const double> x, const ClickSpan& span,
                                  double* before, double* behind) noexcept {
  const std::size_t reach = Rules::local * factor_;
  *before = errorPower(model, x, span.start - std::min(span.start, reach), span.start, false);
  *behind = errorPower(model, x, span.end, std::min(x.size(), span.end + reach), true);
  if (*before < 0) *before = *behind;
  if (*behind < 0) *behind = *before;
  if (*before < 0) *before = *behind = model.variance;
  return (*before + *behind) / 2 + 1e-16;
}

void ClickFitter::soften(const LongModel& model, double variance, std::span<double> added) noexcept {
  const std::size_t count = added.size();
  const std::span<const double> b = model.halfCorrelation();
  const std::span<double> matrix = std::span(matrix_).first(count * count), right = std::span(right_).first(count);
  for (int round = 0; round < Rules::rounds; ++round) {
    for (std::size_t i = 0; i < count; ++i) noise_[i] = smoothedPower(added.data(), count, i, Rules::smooth * factor_);
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t j = i; j < count; ++j) matrix[i * count + j] = j - i < b.size() ? b[j - i] : 0;
      matrix[i * count + i] += fillLoad(b[0], variance, noise_[i]);
    }
    std::copy_n(gradient_.begin(), count, right.begin());
    if (!solveSymmetric(matrix.data(), right.data(), count)) return;
    std::ranges::copy(right, added.begin());
  }
}

ClickFit ClickFitter::fit(std::span<const double> x, const ClickSpan& wide, const ClickSpan& core) noexcept {
  const LongModel model = models_.at((wide.start + wide.end) / 2);
  double before = 0, behind = 0;
  const double variance = localVariance(model, x, wide, &before, &behind);
  gradient(model, x, wide);
  wideStart_ = wide.start;
  fitted_ = model.coefficients.data();
  const auto kept = [&](std::size_t count, std::size_t least, bool isBackwards) {
    equations_.innovations(model.halfCorrelation(), std::span<const double>(gradient_).first(count), isBackwards,
                           amounts_);
    return bestPrefix(std::span<const double>(amounts_).first(count), least, kPenalty * variance);
  };
  ClickFit fit{wide, 0, 0, std::sqrt(variance), std::sqrt(before), std::sqrt(behind)};
  const std::size_t length = kept(wide.length(), core.start - wide.start + 1, false),
                    coreEnd = std::min(length, core.end - wide.start), last = kept(length, length - coreEnd + 1, true);
  fit.span = {wide.start + length - last, wide.start + length};
  double sum = 0, largest = 0;
  for (std::size_t i = 0; i < last; ++i) {
    const double energy = amounts_[i] * amounts_[i];
    sum += energy;
    largest = std::max(largest, energy);
  }
  fit.evidence = sum / variance;
  fit.strongest = sum > 0 ? largest / sum : 0;
  return fit;
}

void ClickFitter::fillFitted(std::span<double> x, const ClickFit& fit) noexcept {
  const ClickSpan& span = fit.span;
  const std::size_t count = span.length(), offset = span.start - wideStart_;
  const LongModel model = models_.at((span.start + span.end) / 2);
  if (model.coefficients.data() == fitted_) {
    const std::span<double> values = std::span(values_).first(count);
    equations_.solve(model.halfCorrelation(), std::span<const double>(gradient_).subspan(offset, count), values);
    for (std::size_t i = 0; i < count; ++i) values[i] = x[span.start + i] - values[i];
    if (isPlausible(x, span, values)) {
      std::ranges::copy(values, x.begin() + static_cast<std::ptrdiff_t>(span.start));
      return;
    }
  }
  fill(x, span, false);
}

void ClickFitter::fill(std::span<double> x, const ClickSpan& span, bool isSoft) noexcept {
  const std::size_t count = span.length(), middle = (span.start + span.end) / 2;
  const std::span<double> values = std::span(values_).first(count);
  for (const std::size_t order : {models_.sizes().order, std::size_t{96}, std::size_t{24}}) {
    const LongModel model = order == models_.sizes().order ? models_.at(middle) : models_.shorter(middle, order);
    gradient(model, x, span);
    equations_.solve(model.halfCorrelation(), std::span<const double>(gradient_).first(count), values);
    const auto turn = [&] {
      for (std::size_t i = 0; i < count; ++i) values[i] = x[span.start + i] - values[i];
    };
    turn();
    if (!isPlausible(x, span, values)) continue;
    if (isSoft && count <= mostSoft_) {
      double before = 0, behind = 0;
      localVariance(model, x, span, &before, &behind);
      turn();
      soften(model, fillVariance(before, behind), values);
      turn();
    }
    std::ranges::copy(values, x.begin() + static_cast<std::ptrdiff_t>(span.start));
    return;
  }
  const double before = span.start > 0 ? x[span.start - 1] : 0, after = span.end < x.size() ? x[span.end] : 0;
  for (std::size_t i = 0; i < count; ++i)
    x[span.start + i] = before + (after - before) * static_cast<double>(i + 1) / static_cast<double>(count + 1);
}

}  // namespace lathe
