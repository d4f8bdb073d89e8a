// Loud runs, generous ends, and the trimming of both by what each sample explains.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/declick/click_detector.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/dsp/ar_model.h"

namespace lathe {
namespace {

constexpr std::size_t kTaps = kClickOrder + 1;
constexpr std::size_t kApart = 16;                  ///< samples between loud ones of two clicks
constexpr std::size_t kBefore = 16, kBehind = 120;  ///< samples beside the loud ones that may belong to a click
constexpr double kPenalty = 2;                      ///< of excitation energy that a sample must explain to count

}  // namespace

std::size_t rateFactor(int sampleRate) noexcept {
  return std::max<std::size_t>(1, static_cast<std::size_t>((sampleRate + 22050) / 46000));
}

ClickDetector::ClickDetector(std::size_t longest, std::size_t factor)
    : room_(longest),
      longest_(longest),
      factor_(factor),
      most_(longest + (kBefore + kBehind + 8) * factor),
      equations_(most_),
      correlation_(kTaps),
      error_(most_ + kClickOrder),
      gradient_(most_),
      solved_(most_) {}

void ClickDetector::errorOf(const ClickScan& scan, std::span<const double> x, std::size_t place, std::size_t start,
                            std::span<double> out) const noexcept {
  const double* const a = scan.model(std::min(place, x.size() - 1)).data();
  if (start >= kClickOrder && start + out.size() <= x.size()) {
    std::array<double, kTaps> turned;
    std::reverse_copy(a, a + kTaps, turned.begin());
    slideOver(x.data() + start - kClickOrder, turned.data(), kTaps, out.data(), out.size());
    return;
  }
  for (std::size_t i = 0; i < out.size(); ++i) {
    const std::size_t at = start + i, known = std::min(kClickOrder, at);
    double sum = 0;
    for (std::size_t k = at >= x.size() ? at - x.size() + 1 : 0; k <= known; ++k) sum += a[k] * x[at - k];
    out[i] = sum;
  }
}

void ClickDetector::setUp(const ClickScan& scan, std::span<const double> x, const ClickSpan& span) noexcept {
  const std::size_t count = span.length(), middle = (span.start + span.end) / 2;
  const double* const a = scan.model(middle).data();
  for (std::size_t d = 0; d < kTaps; ++d) correlation_[d] = dotProduct(a, a + d, kTaps - d);
  const std::span<double> error = std::span(error_).first(count + kClickOrder);
  errorOf(scan, x, middle, span.start, error);
  slideOver(error.data(), a, kTaps, gradient_.data(), count);
}

void ClickDetector::trim(const ClickScan& scan, std::span<const double> x, const ClickSpan& loud,
                         ClickCandidate& candidate) noexcept {
  ClickSpan& span = candidate.span;
  const std::size_t middle = (span.start + span.end) / 2;
  const double scale = scan.scale(middle), variance = scale * scale;
  setUp(scan, x, span);
  // How many of the first samples explain most, and then how many of the last of these; the loud ones among them.
  const auto best = [&](std::size_t count, std::size_t least, bool isBackwards) {
    equations_.innovations(correlation_, std::span<const double>(gradient_).first(count), isBackwards, solved_);
    return bestPrefix(std::span<const double>(solved_).first(count), least, kPenalty * variance);
  };
  span.end = span.start + best(span.length(), loud.start - span.start + 1, false);
  const std::size_t kept = best(span.length(), span.end - std::min(span.end - 1, loud.end - 1), true);
  span.start = span.end - kept;
  double largest = 0, sum = 0;
  for (std::size_t i = 0; i < kept; ++i) {
    const double energy = solved_[i] * solved_[i];
    sum += energy;
    largest = std::max(largest, energy);
  }
  candidate.evidence = sum / variance;
  candidate.strongest = sum > 0 ? largest / sum : 0;
}

void ClickDetector::shapeOf(const ClickScan& scan, std::span<const double> x, const ClickSpan& span,
                            std::span<double> shape) noexcept {
  setUp(scan, x, span);
  equations_.solve(correlation_, std::span<const double>(gradient_).first(span.length()), shape);
}

void ClickDetector::operator()(const ClickScan& scan, std::span<const double> x, double threshold, std::size_t from,
                               std::size_t to, std::vector<ClickCandidate>& found) noexcept {
  const std::span<const double> p = scan.prominence();
  // Loud runs may begin before `from`, so that the same runs come out wherever the search is cut.
  const std::size_t reach = 2 * most_, first = from - std::min(from, reach), last = std::min(p.size(), to + reach);
  std::size_t previousEnd = first, n = first;
  const auto nextLoud = [&](std::size_t at) {
    while (at < last && p[at] <= threshold) ++at;
    return at;
  };
  n = nextLoud(n);
  while (n < last && n < to) {
    ClickSpan loud{n, n + 1};
    double prominence = 0;
    for (; n < last && n < loud.end + kApart * factor_; ++n) {
      if (p[n] <= threshold) continue;
      loud.end = n + 1;
    }
    n = nextLoud(n);
    for (std::size_t i = loud.start; i < loud.end; ++i) prominence = std::max(prominence, p[i]);
    const std::size_t least = std::max(previousEnd, found.empty() ? std::size_t{0} : found.back().span.end);
    previousEnd = loud.end;
    if (loud.length() >= longest_) continue;
    ClickCandidate candidate{{std::max(least, loud.start - std::min(loud.start, kBefore * factor_)),
                              std::min({n, x.size(), loud.end + kBehind * factor_})},
                             0,
                             0,
                             prominence};
    if (loud.start < from || loud.start >= to) continue;
    trim(scan, x, loud, candidate);
    if (candidate.span.length() > longest_) continue;
    found.push_back(candidate);
  }
}

}  // namespace lathe
