// Candidates of a stretch, measured one by one.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/declick/click_finder.h"

#include <algorithm>

#include "core/restoration/declick/click_rule.h"

namespace lathe {
namespace {

constexpr double kCandidate = 4.2;                 ///< prominence
constexpr std::size_t kBefore = 16, kBehind = 48;  ///< samples beside a candidate that may belong to the click

}  // namespace

std::size_t longestClick(ClickKind kind, double sampleRate) noexcept {
  const double seconds = kind == ClickKind::Digital ? 0.001 : kind == ClickKind::Vinyl ? 0.004 : 0.008;
  return static_cast<std::size_t>(seconds * sampleRate);
}

ClickFinder::ClickFinder(std::size_t most, ClickKind kind, int sampleRate)
    : sampleRate_(sampleRate),
      scan_(most, rateFactor(sampleRate)),
      detector_(longestClick(ClickKind::Random, sampleRate), rateFactor(sampleRate)),
      measure_(longestClick(ClickKind::Random, sampleRate), rateFactor(sampleRate)),
      fitter_(most, detector_.most() + (kBefore + kBehind) * rateFactor(sampleRate), rateFactor(sampleRate)) {
  cleaned_.resize(most);
  source_.reserve(most);
  shape_.resize(detector_.most());
  // Two candidates are at least 16 samples apart.
  candidates_.reserve(most / 16 + 2);
  found_.reserve(most / 16 + 2);
  setKind(kind);
}

void ClickFinder::setKind(ClickKind kind) noexcept { detector_.setLongest(longestClick(kind, sampleRate_)); }

std::span<const FoundClick> ClickFinder::operator()(std::span<const double> x, std::size_t from, std::size_t to,
                                                    std::size_t origin) noexcept {
  if (!scanElsewhere_ || !scanElsewhere_(x, scan_)) scan_(x);
  const std::size_t factor = scan_.factor(), reach = std::max(kClickReach * factor, fitter_.models().sizes().window);
  candidates_.clear();
  found_.clear();
  detector_(scan_, x, kCandidate, from - std::min(from, reach), std::min(x.size(), to + reach), candidates_);
  // The models are made of the sound without what may be clicks.
  std::ranges::copy(x, cleaned_.begin());
  for (const ClickCandidate& c : candidates_) {
    const std::span<double> shape = std::span(shape_).first(c.span.length());
    detector_.shapeOf(scan_, x, c.span, shape);
    for (std::size_t i = 0; i < shape.size(); ++i) cleaned_[c.span.start + i] -= shape[i];
  }
  const std::span<double> cleaned = std::span(cleaned_).first(x.size());
  source_.assign(cleaned.begin(), cleaned.end());
  fitter_.models().setSource(source_, origin);
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    const ClickSpan& span = candidates_[i].span;
    if (span.start < from || span.start >= to) continue;
    FoundClick click{span, measure_(scan_, detector_, x, candidates_, i), 0};
    const std::size_t least = i > 0 ? candidates_[i - 1].span.end : 0,
                      most = i + 1 < candidates_.size() ? candidates_[i + 1].span.start : x.size();
    const ClickSpan wide{std::max(least, span.start - std::min(span.start, kBefore * factor)),
                         std::max(span.end, std::min(most, span.end + kBehind * factor))};
    const auto put = [&](const ClickSpan& s) {
      std::copy(x.begin() + static_cast<std::ptrdiff_t>(s.start), x.begin() + static_cast<std::ptrdiff_t>(s.end),
                cleaned.begin() + static_cast<std::ptrdiff_t>(s.start));
    };
    put(span);
    const ClickFit fit = fitter_.fit(cleaned, wide, span);
    fitter_.fillFitted(cleaned, fit);
    measure_.addFit(click.features, fit, x, cleaned, scan_.scale((span.start + span.end) / 2));
    click.span = fit.span;
    click.odds = clickOdds(click.features);
    found_.push_back(click);
  }
  return found_;
}

ClickSpan ClickFinder::repair(std::span<const double> x, const ClickSpan& span, std::size_t widening,
                              std::span<float> out) noexcept {
  const ClickSpan wide{span.start - std::min(span.start, widening), std::min(x.size(), span.end + widening)};
  const std::span<double> cleaned = std::span(cleaned_).first(x.size());
  for (std::size_t n = wide.start; n < wide.end; ++n) cleaned[n] = x[n];
  fitter_.fill(cleaned, wide, true);
  for (std::size_t n = wide.start; n < wide.end; ++n) out[n] = repairedSample(cleaned[n]);
  return wide;
}

}  // namespace lathe
