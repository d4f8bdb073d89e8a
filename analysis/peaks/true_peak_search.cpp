// The scan in runs of 128 intervals, and which of them are worth a closer look.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/peaks/true_peak_search.h"

#include <algorithm>
#include <cmath>

#include "core/dsp/true_peak_filter.h"

namespace lathe::analysis {
namespace {

constexpr std::size_t kRun = 128;        ///< intervals that are scanned or spared together
constexpr double kUnderRead = 0.971628;  ///< -0.25 dB: the scan reads at most that much too little

/// A window that keeps its pass-band up to 20 kHz at 44.1 kHz, at the price of a ripple (0.003) that a closer look
/// removes.
const TruePeakFilter& scanFilter() {
  static const TruePeakFilter filter(8, 40, 6);
  return filter;
}

const InterpolationBound& scanBound() {
  static const InterpolationBound bound(scanFilter());
  return bound;
}

bool areOnOneSide(float a, float b) { return (a < 0) == (b < 0); }

}  // namespace

const TruePeakFilter& TruePeakSearch::filter() { return scanFilter(); }

bool TruePeakSearch::mayMatter(float scanned, float annex2) const noexcept {
  constexpr double kRounding = 1 + 1e-5;
  const double lowest = overs_ ? std::min(highest_.value, overs_->threshold()) : highest_.value;
  return scanned * kRounding > lowest * kUnderRead || annex2 * kRounding > annex2_.value();
}

void TruePeakSearch::scan(const float* samples, std::size_t count, std::int64_t frame) {
  for (std::size_t start = 0; start < count; start += kRun)
    scanRun(samples + start, std::min(kRun, count - start), frame + static_cast<std::int64_t>(start));
}

void TruePeakSearch::scanRun(const float* samples, std::size_t count, std::int64_t frame) {
  const TruePeakFilter& filter = scanFilter();
  const float* read = samples - filter.before();
  seen_ += count;
  const RunExtremes run = extremesOf(read, count + static_cast<std::size_t>(filter.taps()) - 1);
  if (!isScreened_ || !annex2_.isSpared(run)) annex2_.scan(samples, count);
  const double lowest = overs_ ? std::min(highest_.value, overs_->threshold()) : highest_.value;
  const auto floor = static_cast<float>(lowest * kUnderRead);
  if (isScreened_ && scanBound().over(run) <= floor) return;
  scanned_ += count;
  float peaks[kRun];
  filter.intervalPeaks(read, count, peaks);
  for (std::size_t i = 0; i < count; ++i) {
    if (peaks[i] <= floor) continue;
    // On the way up or down to a neighbour that goes higher, on the same side of zero, there is no peak.
    const float left = std::abs(samples[i]), right = std::abs(samples[i + 1]);
    const bool isOnTheWay =
        (peaks[i] <= right && areOnOneSide(samples[i], samples[i + 1])) ||
        (peaks[i] <= left && i > 0 && peaks[i - 1] > left && areOnOneSide(samples[i - 1], samples[i]));
    examine(samples + i, frame + static_cast<std::int64_t>(i), peaks[i], !isOnTheWay);
  }
}

void TruePeakSearch::examine(const float* samples, std::int64_t frame, float level, bool isPeak) {
  if (overs_ && level > overs_->threshold()) overs_->add(frame);
  if (!isPeak) return;
  const auto mayExceed = [&](double height) { return level > height * kUnderRead; };
  const bool mayBeOver = overs_ && mayExceed(std::max(overs_->threshold(), overs_->highest(frame)));
  if (!mayBeOver && !mayExceed(highest_.value)) return;
  HighPoint point = closerLook(samples);
  point.position += static_cast<double>(frame);
  if (point.value > highest_.value) highest_ = point;
  if (mayBeOver) overs_->add(frame, point);
}

double TruePeakSearch::scannedShare() const {
  return seen_ == 0 ? 0 : static_cast<double>(scanned_) / static_cast<double>(seen_);
}

}  // namespace lathe::analysis
