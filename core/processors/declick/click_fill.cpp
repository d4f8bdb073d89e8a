// Two rounds: short models to get the worst out of the way, then long ones made of the result.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/declick/click_fill.h"

#include <algorithm>
#include <cmath>

#include "core/dsp/ar_interpolation.h"

namespace lathe {
namespace {

constexpr std::size_t kShort = 32, kLong = 512;
constexpr std::size_t kWindow = 8192, kModelHop = 4096;
constexpr std::size_t kLocal = 96;  ///< samples on either side that tell how loud the excitation is there

double spread(std::span<const double> x, double least, double most) {
  for (const double v : x) least = std::min(least, v), most = std::max(most, v);
  return most - least;
}

/// A fill far outside its surroundings comes from a bad model.
bool isPlausible(std::span<const double> x, const ClickSpan& span, std::span<const double> values) {
  const std::size_t reach = 4 * span.length(), from = span.start - std::min(span.start, reach),
                    to = std::min(x.size(), span.end + reach);
  double least = 1e9, most = -1e9;
  for (std::size_t n = from; n < to; ++n)
    if (n < span.start || n >= span.end) least = std::min(least, x[n]), most = std::max(most, x[n]);
  return spread(values, values[0], values[0]) <= 1.3 * std::max(most - least, 0.0) + 1e-9;
}

/// The removed shape's power over time, smoothed by a triangle of nine samples.
std::vector<double> damageOf(std::span<const double> heard, std::span<const double> values, std::size_t factor) {
  const std::ptrdiff_t count = std::ssize(values), reach = static_cast<std::ptrdiff_t>(4 * factor);
  std::vector<double> damage(values.size());
  for (std::ptrdiff_t i = 0; i < count; ++i) {
    double sum = 0, weights = 0;
    for (std::ptrdiff_t j = std::max<std::ptrdiff_t>(0, i - reach); j <= std::min(count - 1, i + reach); ++j) {
      const double removed = heard[static_cast<std::size_t>(j)] - values[static_cast<std::size_t>(j)];
      const auto weight = static_cast<double>(reach + 1 - std::abs(i - j));
      sum += weight * removed * removed;
      weights += weight;
    }
    damage[static_cast<std::size_t>(i)] = sum / weights;
  }
  return damage;
}

}  // namespace

ClickFiller::ClickFiller(std::size_t factor)
    : factor_(factor),
      estimator_(kWindow * (factor >= 4   ? 4
                            : factor >= 2 ? 2
                                          : 1)) {}

const ArModel& ClickFiller::model(std::size_t place, std::size_t order) {
  const std::size_t hop = kModelHop * factor_, grid = (place + hop / 2) / hop;
  auto found = models_.find(grid);
  if (found == models_.end()) found = models_.emplace(grid, estimator_(source_, grid * hop, order)).first;
  return found->second;
}

ClickFill ClickFiller::fill(std::span<double> x, std::span<const double> heard, const ClickSpan& span,
                            std::size_t order, bool isSoft) {
  std::vector<std::size_t> places(span.length());
  for (std::size_t i = 0; i < places.size(); ++i) places[i] = span.start + i;
  const std::span<const double> was = heard.subspan(span.start, span.length());
  std::vector<double> values(places.size()), softer(places.size());
  const std::size_t middle = (span.start + span.end) / 2;
  ArModel shorter;
  for (std::size_t step : {order, std::size_t{96}, std::size_t{24}}) {
    if (step > order) continue;
    if (step < order) shorter = estimator_(source_, middle, step);
    const ArModel& used = step < order ? shorter : model(middle, order);
    ArInterpolation interpolate(used);
    if (!interpolate(x, places, {}, values) || !isPlausible(x, span, values)) continue;
    if (isSoft) {
      // Where an onset is, the excitation is louder than over the model's window, and what was heard counts for more.
      std::ranges::copy(values, x.begin() + static_cast<std::ptrdiff_t>(span.start));
      const std::size_t reach = kLocal * factor_, before = std::min(span.start, reach);
      const double local = (interpolate.excitationPower(x, span.start - before, before) +
                            interpolate.excitationPower(x, span.end, reach)) /
                           2;
      interpolate.setVariance(std::max(used.variance, local));
    }
    for (int round = 0; isSoft && round < 2; ++round) {
      const std::vector<double> damage = damageOf(was, values, factor_);
      std::ranges::copy(was, softer.begin());
      if (!interpolate(x, places, damage, softer)) break;
      values = softer;
    }
    std::ranges::copy(values, x.begin() + static_cast<std::ptrdiff_t>(span.start));
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = was[i] - values[i];
    return {interpolate.energyOf(places, values) / std::max(used.variance, 1e-30), std::sqrt(used.variance)};
  }
  const double before = span.start > 0 ? x[span.start - 1] : 0, after = span.end < x.size() ? x[span.end] : 0;
  for (std::size_t i = 0; i < places.size(); ++i)
    x[places[i]] = before + (after - before) * static_cast<double>(i + 1) / static_cast<double>(places.size() + 1);
  return {};
}

std::vector<ClickFill> ClickFiller::operator()(std::span<double> x, std::span<const ClickSpan> spans) {
  const std::vector<double> heard(x.begin(), x.end());
  std::vector<ClickFill> fills(spans.size());
  for (const std::size_t order : {kShort, kLong * (factor_ >= 2 ? 2 : 1)}) {
    source_.assign(x.begin(), x.end());
    models_.clear();
    for (std::size_t i = 0; i < spans.size(); ++i) fills[i] = fill(x, heard, spans[i], order, order != kShort);
  }
  return fills;
}

}  // namespace lathe
