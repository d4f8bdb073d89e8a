// Loud runs, generous ends, and the trimming of both by what each sample explains.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/declick/click_detector.h"

#include <algorithm>
#include <cmath>

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
      taps_(kTaps),
      correlation_(kTaps),
      factor33_(most_ * kTaps),
      error_(most_ + kClickOrder),
      gradient_(most_),
      solved_(most_) {}

void ClickDetector::errorOf(const ClickScan& scan, std::span<const double> x, std::size_t place, std::size_t start,
                            std::span<double> out) const noexcept {
  const double* a = scan.model(std::min(place, x.size() - 1)).data();
  for (std::size_t i = 0; i < out.size(); ++i) {
    const std::size_t at = start + i, known = std::min(kClickOrder, at);
    double sum = 0;
    for (std::size_t k = at >= x.size() ? at - x.size() + 1 : 0; k <= known; ++k) sum += a[k] * x[at - k];
    out[i] = sum;
  }
}

void ClickDetector::useModel(const ClickScan& scan, std::size_t place, std::size_t rows) noexcept {
  const double* const a = scan.model(place).data();
  if (a != model_ || a[1] != first_) {
    model_ = a;
    first_ = a[1];
    rows_ = 0;
    for (std::size_t d = 0; d < kTaps; ++d) {
      double sum = 0;
      for (std::size_t k = 0; k + d < kTaps; ++k) sum += a[k] * a[k + d];
      correlation_[d] = sum;
    }
    correlation_[0] *= 1 + 1e-9;
  }
  // The factor's rows, each with the element k before the diagonal at [32 - k].
  for (; rows_ < rows; ++rows_) {
    const std::size_t i = rows_, first = i > kClickOrder ? i - kClickOrder : 0;
    double* const row = factor33_.data() + i * kTaps;
    double rest = correlation_[0];
    for (std::size_t j = first; j < i; ++j) {
      const double* const other = factor33_.data() + j * kTaps;
      double sum = correlation_[i - j];
      for (std::size_t k = std::max(first, j > kClickOrder ? j - kClickOrder : 0); k < j; ++k)
        sum -= row[kClickOrder - (i - k)] * other[kClickOrder - (j - k)];
      const double value = sum / other[kClickOrder];
      row[kClickOrder - (i - j)] = value;
      rest -= value * value;
    }
    row[kClickOrder] = std::sqrt(std::max(rest, 1e-12));
  }
}

void ClickDetector::gradient(const ClickScan& scan, std::span<const double> x, const ClickSpan& span) noexcept {
  const std::size_t count = span.length(), middle = (span.start + span.end) / 2;
  const double* const a = scan.model(middle).data();
  errorOf(scan, x, middle, span.start, std::span(error_).first(count + kClickOrder));
  for (std::size_t i = 0; i < count; ++i) {
    double sum = 0;
    for (std::size_t k = 0; k < kTaps; ++k) sum += a[k] * error_[i + k];
    gradient_[i] = sum;
  }
}

void ClickDetector::substitute(std::size_t count, bool isBackwards) noexcept {
  for (std::size_t i = 0; i < count; ++i) {
    const double* const row = factor33_.data() + i * kTaps;
    double sum = gradient_[isBackwards ? count - 1 - i : i];
    for (std::size_t k = std::min(i, kClickOrder); k > 0; --k) sum -= row[kClickOrder - k] * solved_[i - k];
    solved_[i] = sum / row[kClickOrder];
  }
}

bool ClickDetector::trim(const ClickScan& scan, std::span<const double> x, ClickCandidate& candidate) noexcept {
  ClickSpan& span = candidate.span;
  const std::size_t middle = (span.start + span.end) / 2;
  const double scale = scan.scale(middle), variance = scale * scale;
  useModel(scan, middle, span.length());
  gradient(scan, x, span);
  // How many of the first samples explain most, and then how many of the last of these.
  const auto best = [&](std::size_t count, bool isBackwards) {
    substitute(count, isBackwards);
    double sum = 0, most = 0;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < count; ++i) {
      sum += solved_[i] * solved_[i] / variance - kPenalty;
      if (sum > most) most = sum, kept = i + 1;
    }
    return kept;
  };
  const std::size_t length = best(span.length(), false);
  if (length == 0) return false;
  span.end = span.start + length;
  const std::size_t kept = best(length, true);
  if (kept == 0) return false;
  span.start = span.end - kept;
  double largest = 0, sum = 0;
  for (std::size_t i = 0; i < kept; ++i) {
    const double energy = solved_[i] * solved_[i];
    sum += energy;
    largest = std::max(largest, energy);
  }
  candidate.evidence = sum / variance;
  candidate.strongest = sum > 0 ? largest / sum : 0;
  return true;
}

void ClickDetector::shapeOf(const ClickScan& scan, std::span<const double> x, const ClickSpan& span,
                            std::span<double> shape) noexcept {
  const std::size_t count = span.length();
  useModel(scan, (span.start + span.end) / 2, count);
  gradient(scan, x, span);
  substitute(count, false);
  for (std::size_t i = count; i-- > 0;) {
    shape[i] = solved_[i] / factor33_[i * kTaps + kClickOrder];
    for (std::size_t k = std::min(i, kClickOrder); k > 0; --k)
      solved_[i - k] -= factor33_[i * kTaps + kClickOrder - k] * shape[i];
  }
}

void ClickDetector::operator()(const ClickScan& scan, std::span<const double> x, double threshold, std::size_t from,
                               std::size_t to, std::vector<ClickCandidate>& found) noexcept {
  const std::span<const double> p = scan.prominence();
  model_ = nullptr;
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
    const std::size_t least = previousEnd;
    previousEnd = loud.end;
    if (loud.length() >= longest_) continue;
    ClickCandidate candidate{{std::max(least, loud.start - std::min(loud.start, kBefore * factor_)),
                              std::min({n, x.size(), loud.end + kBehind * factor_})},
                             0,
                             0,
                             prominence};
    if (loud.start < from || loud.start >= to) continue;
    if (!trim(scan, x, candidate) || candidate.span.length() > longest_) continue;
    found.push_back(candidate);
  }
}

}  // namespace lathe
