// Shape, surroundings in octaves of time, level, neighbours.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/declick/click_features.h"

#include <algorithm>
#include <cmath>

#include "core/audio/exact_math.h"
#include "core/dsp/ar_model.h"

namespace lathe {
namespace {

constexpr double kTiny = 1e-7;
constexpr std::size_t kRepeats = 1100;  ///< samples within which a likeness is looked for

struct Levels {
  double peak = kTiny, mean = kTiny;
};

Levels levelsOf(std::span<const double> values) noexcept {
  double peak = 0, sum = 0;
  for (const double v : values) {
    const double size = std::abs(v);
    peak = std::max(peak, size);
    sum += size;
  }
  return values.empty() ? Levels{} : Levels{peak + kTiny, sum / static_cast<double>(values.size()) + kTiny};
}

double levelOf(std::span<const double> x, std::size_t from, std::size_t to) noexcept {
  from = std::min(from, x.size());
  to = std::min(to, x.size());
  if (from >= to) return kTiny;
  return std::sqrt(dotProduct(x.data() + from, x.data() + from, to - from) / static_cast<double>(to - from)) + kTiny;
}

double slopeOf(std::span<const double> x) noexcept {
  double differences = 1e-20, energy = 1e-20;
  for (std::size_t n = 1; n < x.size(); ++n) {
    energy += x[n] * x[n];
    differences += (x[n] - x[n - 1]) * (x[n] - x[n - 1]);
  }
  return differences / energy;
}

std::size_t back(std::size_t from, std::size_t count) noexcept { return from - std::min(from, count); }

}  // namespace

ClickMeasure::ClickMeasure(std::size_t longest, std::size_t factor)
    : factor_(factor),
      shape_(longest + 1),
      rest_(longest + 1 + kClickOrder),
      behind_(kClickReach * factor),
      likeness_(2 * kRepeats * factor + 1) {}

/// How loud the likeness of the candidate is that comes soonest before or after it: a voice's pulses come again.
double ClickMeasure::repetition(std::span<const double> e, const ClickSpan& span) noexcept {
  std::size_t start = back(span.start, 6 * factor_), end = std::min(e.size(), span.end + 6 * factor_);
  end = std::min(end, start + 64 * factor_);
  const std::size_t length = end - start, least = std::max(length, 24 * factor_), most = kRepeats * factor_;
  if (least >= most) return 0;
  const double energy = dotProduct(e.data() + start, e.data() + start, length) + 1e-20;
  double best = 0;
  // Lags side by side: behind the candidate, then before it.
  const std::size_t behind = e.size() > start + length + least ? std::min(most, e.size() - start - length) - least : 0;
  std::fill_n(likeness_.begin(), behind, 0.0);
  for (std::size_t n = 0; n < length; ++n)
    addScaled(likeness_.data(), e.data() + start + n + least, e[start + n], behind);
  for (std::size_t k = 0; k < behind; ++k) best = std::max(best, likeness_[k]);
  const std::size_t before = start > least ? std::min(most, start) - least : 0;
  std::fill_n(likeness_.begin(), before, 0.0);
  for (std::size_t n = 0; n < length; ++n)
    addScaled(likeness_.data(), e.data() + start + n - least - before, e[start + n], before);
  for (std::size_t k = 0; k < before; ++k) best = std::max(best, likeness_[k]);
  return best / energy;
}

ClickFeatures ClickMeasure::operator()(const ClickScan& scan, ClickDetector& detector, std::span<const double> x,
                                       std::span<const ClickCandidate> all, std::size_t i) noexcept {
  const ClickCandidate& c = all[i];
  const std::span<const double> e = scan.error();
  const std::size_t s = c.span.start, end = c.span.end, length = end - s, middle = (s + end) / 2;
  const std::span<double> shape = std::span(shape_).first(length);
  detector.shapeOf(scan, x, c.span, shape);
  // The excitation without what the candidate brought, to where the model forgets it.
  const std::span<double> rest = std::span(rest_).first(length + kClickOrder);
  detector.errorOf(scan, x, middle, s, rest);
  const std::span<const double> a = scan.model(middle);
  double peak = kTiny;
  for (std::size_t n = 0; n < length; ++n) peak = std::max(peak, std::abs(rest[n]));
  for (std::size_t n = 0; n < length; ++n)
    for (std::size_t k = 0; k <= kClickOrder; ++k) rest[n + k] -= a[k] * shape[n];

  ClickFeatures f;
  std::size_t at = 0;
  double removed = 0, energy = 1e-30, centre = 0;
  for (std::size_t n = 0; n < length; ++n) {
    removed = std::max(removed, std::abs(shape[n]));
    energy += shape[n] * shape[n];
    centre += shape[n] * shape[n] * (static_cast<double>(n) + 0.5);
  }
  const double usual = scan.scale(middle);
  const double near = std::max(levelOf(x, back(s, 400 * factor_), s), levelOf(x, end, end + 400 * factor_));
  double loudest = 1e-6;
  for (std::size_t n = back(s, 200 * factor_); n < std::min(x.size(), end + 200 * factor_); ++n)
    if (n < s || n >= end) loudest = std::max(loudest, std::abs(x[n]));
  const std::size_t wide = back(s, 600 * factor_);
  const double count = static_cast<double>(length);
  f[at++] = exact::log(c.prominence + kTiny);
  f[at++] = exact::log(c.evidence + 1e-3);
  f[at++] = exact::log(c.evidence / count + 1e-3);
  f[at++] = exact::log(count / static_cast<double>(factor_));
  f[at++] = exact::log(c.strongest + 1e-3);
  f[at++] = exact::log(slopeOf(shape) / slopeOf(x.subspan(wide, s - wide)));
  f[at++] = exact::log(removed / loudest + 1e-4);
  f[at++] = exact::log(std::sqrt(energy / count) / near + 1e-4);
  f[at++] = centre / energy / count;
  f[at++] = exact::log(usual / near + 1e-6);
  f[at++] = exact::log(repetition(e, c.span) + 0.02);

  std::size_t beyond = end, before = s;
  const std::size_t changed = std::min(kClickOrder, e.size() - end);
  std::copy_n(rest.begin() + static_cast<std::ptrdiff_t>(length), changed, behind_.begin());
  const std::size_t seen = std::min(behind_.size(), e.size() - end);
  if (seen > changed)
    std::copy_n(e.begin() + static_cast<std::ptrdiff_t>(end + changed), seen - changed,
                behind_.begin() + static_cast<std::ptrdiff_t>(changed));
  for (std::size_t b = 0, size = 4 * factor_; b < kClickBins; ++b) {
    const std::size_t from = std::min(beyond - end, seen), to = std::min(from + size, seen);
    const Levels after = levelsOf(std::span<const double>(behind_).subspan(from, to - from));
    const std::size_t earlier = back(before, size);
    const Levels ahead = levelsOf(e.subspan(earlier, before - earlier));
    f[at + b] = exact::log(after.peak / peak);
    f[at + kClickBins + b] = exact::log(after.mean / peak);
    f[at + 2 * kClickBins + b] = exact::log(ahead.peak / peak);
    f[at + 3 * kClickBins + b] = exact::log(ahead.mean / peak);
    beyond += size;
    before = earlier;
    if (b > 0) size *= 2;
  }
  at += 4 * kClickBins;
  for (const std::size_t reach : std::array<std::size_t, 4>{64, 256, 1024, 2048}) {
    const std::size_t r = reach * factor_;
    f[at++] = exact::log(levelOf(x, end, end + r) / levelOf(x, back(s, r), s));
  }
  // The neighbours: how near, and how strong beside this one.
  for (const int side : {-1, 1}) {
    const bool has = side < 0 ? i > 0 : i + 1 < all.size();
    double distance = static_cast<double>(kClickReach), strength = -4;
    if (has) {
      const ClickCandidate& other = all[side < 0 ? i - 1 : i + 1];
      const std::size_t gap =
          side < 0 ? s - std::min(s, other.span.end) : other.span.start - std::min(end, other.span.start);
      const double apart = static_cast<double>(gap) / static_cast<double>(factor_);
      if (apart < distance) {
        distance = apart;
        strength = std::clamp(exact::log((other.evidence + 1) / (c.evidence + 1)), -4.0, 4.0);
      }
    }
    f[at++] = exact::log(distance + 8);
    f[at++] = strength;
  }
  return f;
}

void ClickMeasure::addFit(ClickFeatures& f, const ClickFit& fit, std::span<const double> x,
                          std::span<const double> filled, double shortScale) const noexcept {
  const std::size_t s = fit.span.start, end = fit.span.end, length = end - s;
  const double count = static_cast<double>(std::max<std::size_t>(length, 1));
  double removed = 0, energy = 1e-30, slope = 1e-30, last = 0, loudest = 1e-6;
  for (std::size_t n = s; n < end; ++n) {
    const double shape = x[n] - filled[n];
    removed = std::max(removed, std::abs(shape));
    energy += shape * shape;
    slope += (shape - last) * (shape - last);
    last = shape;
  }
  for (std::size_t n = back(s, 200 * factor_); n < std::min(x.size(), end + 200 * factor_); ++n)
    loudest = std::max(loudest, std::abs(filled[n]));
  const std::size_t from = back(s, 400 * factor_), to = std::min(filled.size(), end + 400 * factor_);
  const double near = levelOf(filled, from, to);
  std::size_t at = kClickFeatures - kClickFitFeatures;
  f[at++] = exact::log(fit.evidence + 1e-2);
  f[at++] = exact::log(fit.evidence / count + 1e-2);
  f[at++] = exact::log(count / static_cast<double>(factor_));
  f[at++] = exact::log(fit.strongest + 1e-2);
  f[at++] = exact::log(removed / loudest + 1e-4);
  f[at++] = exact::log(std::sqrt(energy / count) / near + 1e-4);
  f[at++] = length > 0 ? exact::log(slope / energy / slopeOf(filled.subspan(from, to - from))) : 0;
  f[at++] = exact::log((fit.behind + kTiny) / (fit.before + kTiny));
  f[at++] = exact::log((fit.deviation + kTiny) / (shortScale + kTiny));
  f[at++] = exact::log((fit.deviation + kTiny) / near);
}

}  // namespace lathe
