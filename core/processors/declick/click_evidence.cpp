// Measures of a candidate: how far it stands out, how short it is, what comes after it, and whether it comes again.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/declick/click_evidence.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/dsp/ar_model.h"
#include "core/processors/declick/click_weights.h"

namespace lathe {
namespace {

constexpr double kTiny = 1e-7;

/// Median, peaks and levels of a signal around a place; ranges are cut at its ends.
class Surroundings {
 public:
  Surroundings(std::span<const double> error, std::size_t factor)
      : error_(error), factor_(static_cast<std::ptrdiff_t>(factor)) {}

  double deviation(std::size_t place, std::ptrdiff_t from, std::ptrdiff_t to) {
    values_.clear();
    each(place, from, to, [&](double v) { values_.push_back(v); });
    if (values_.empty()) return 1e-9;
    const auto middle = values_.begin() + std::ssize(values_) / 2;
    std::nth_element(values_.begin(), middle, values_.end());
    return *middle / 0.6745 + kTiny;
  }
  double peak(std::size_t place, std::ptrdiff_t from, std::ptrdiff_t to) {
    double peak = 0;
    each(place, from, to, [&](double v) { peak = std::max(peak, v); });
    return peak + kTiny;
  }
  double level(std::size_t place, std::ptrdiff_t from, std::ptrdiff_t to) {
    double sum = 0, count = 0;
    each(place, from, to, [&](double v) { sum += v * v, ++count; });
    return count > 0 ? std::sqrt(sum / count) + kTiny : kTiny;
  }

 private:
  template <class Work>
  void each(std::size_t place, std::ptrdiff_t from, std::ptrdiff_t to, Work work) {
    const auto at = static_cast<std::ptrdiff_t>(place);
    const std::ptrdiff_t first = std::max<std::ptrdiff_t>(0, at + from * factor_),
                         last = std::min(std::ssize(error_), at + to * factor_);
    for (std::ptrdiff_t n = first; n < last; ++n) work(std::abs(error_[static_cast<std::size_t>(n)]));
  }

  std::span<const double> error_;
  std::ptrdiff_t factor_;
  std::vector<double> values_;
};

/// How loud the likeness of the candidate is that comes soonest before or after it: a voice's pulses come again.
double repetition(const ClickSpan& span, std::span<const double> e, std::size_t factor) {
  std::size_t start = span.start - std::min(span.start, 6 * factor), end = std::min(e.size(), span.end + 6 * factor);
  if (end - start < 24 * factor) {
    start -= std::min(start, 6 * factor);
    end = std::min(e.size(), end + 6 * factor);
  }
  const std::size_t length = end - start;
  const double energy = dotProduct(e.data() + start, e.data() + start, length) + 1e-20;
  double best = 0;
  for (std::size_t lag = length; lag < 1100 * factor; lag += 1) {
    if (start >= lag) best = std::max(best, dotProduct(e.data() + start, e.data() + start - lag, length));
    if (end + lag < e.size()) best = std::max(best, dotProduct(e.data() + start, e.data() + start + lag, length));
  }
  return best / energy;
}

double slope(std::span<const double> x) {
  double differences = 1e-20, energy = 1e-20;
  for (std::size_t n = 1; n < x.size(); ++n) {
    energy += x[n] * x[n];
    differences += (x[n] - x[n - 1]) * (x[n] - x[n - 1]);
  }
  return differences / energy;
}

struct Peaks {
  double usual;   ///< exceeded in one of twenty blocks around
  double coming;  ///< exceeded in one of ten blocks after
};

Peaks peaksAround(Surroundings& s, std::size_t place) {
  constexpr std::ptrdiff_t block = 128, reach = 10;
  std::vector<double> all, after;
  for (std::ptrdiff_t b = -reach; b <= reach; ++b) {
    if (std::abs(b) <= 1) continue;
    all.push_back(s.peak(place, b * block - block / 2, b * block + block / 2));
    if (b > 0) after.push_back(all.back());
  }
  std::ranges::sort(all);
  std::ranges::sort(after);
  return {all[(all.size() - 1) * 19 / 20], after[(after.size() - 1) * 9 / 10]};
}

}  // namespace

ClickMeasures measureClick(const ClickSpan& span, std::span<const double> heard, std::span<const double> repaired,
                           const Excitation& excitation, double energy, double deviation, std::size_t factor) {
  const std::size_t s = span.start, e = span.end;
  Surroundings around(excitation.error, factor);
  double prominence = 0, peak = kTiny, removed = 0, loudest = 0;
  std::vector<double> shape(span.length());
  for (std::size_t n = s; n < e; ++n) {
    prominence = std::max(prominence, excitation.prominence[n]);
    peak = std::max(peak, std::abs(excitation.error[n]));
    shape[n - s] = heard[n] - repaired[n];
    removed = std::max(removed, std::abs(shape[n - s]));
  }
  const std::size_t from = s - std::min(s, 200 * factor), to = std::min(heard.size(), e + 200 * factor);
  for (std::size_t n = from; n < to; ++n) loudest = std::max(loudest, std::abs(repaired[n]));
  const std::size_t wide = s - std::min(s, 600 * factor), wideEnd = std::min(heard.size(), e + 600 * factor);
  const Peaks peaks = peaksAround(around, (s + e) / 2);
  const double length = static_cast<double>(span.length()) / static_cast<double>(factor);
  return {std::log(prominence + kTiny),
          std::log(energy / static_cast<double>(span.length()) + 1e-3),
          std::log(around.peak(e, 2, 40) / peak),
          std::log(around.peak(s, -40, -2) / peak),
          std::log(repetition(span, excitation.error, factor) + 0.02),
          std::log(peak / peaks.usual),
          std::log(peak / peaks.coming),
          std::log(length),
          std::log((deviation + 1e-9) / around.deviation(s, -441, -4)),
          std::log(slope(shape) / slope(repaired.subspan(wide, wideEnd - wide))),
          std::log(peak / around.deviation(e, 4, 110)),
          std::log(peak / around.level(s, -441, -10)),
          std::log(removed / (loudest + 1e-6) + 1e-6)};
}

double clickOdds(const ClickMeasures& measures) noexcept {
  ClickMeasures z{};
  for (std::size_t i = 0; i < kClickMeasures; ++i)
    z[i] = std::clamp((measures[i] - kClickMeans[i]) / kClickDeviations[i], -4.0, 4.0);
  const double* weight = kClickWeights;
  double odds = 0;
  for (const double v : z) odds += *weight++ * v;
  for (std::size_t i = 0; i < kClickMeasures; ++i)
    for (std::size_t j = i; j < kClickMeasures; ++j) odds += *weight++ * z[i] * z[j];
  return odds + *weight;
}

double trainedClickShare() noexcept { return kClickShare; }

}  // namespace lathe
