// The scan for high places between samples, and the closer look at them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/true_peak.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "analysis/interpolation_bound.h"
#include "core/dsp/true_peak_filter.h"

namespace lathe::analysis {
namespace {

constexpr std::size_t kRun = 128;     ///< intervals that are scanned or spared together
constexpr std::size_t kBlock = 8192;  ///< intervals of a block of the stream
constexpr std::size_t kCandidates = 64;
constexpr float kMargin = 0.9772372f;  ///< -0.2 dB

const TruePeakFilter& scanFilter() {
  static const TruePeakFilter filter = TruePeakFilter::fast();
  return filter;
}

const TruePeakFilter& fineFilter() {
  static const TruePeakFilter filter = TruePeakFilter::reference();
  return filter;
}

const InterpolationBound& scanBound() {
  static const InterpolationBound bound(scanFilter());
  return bound;
}

/// The highest of the points that 32 points a sample give over three intervals, with a parabola through it and its
/// neighbours. `samples` start fineFilter().before() before the first interval. Position counts from the first
/// interval.
TruePeakSearch::Peak lookCloser(const float* samples) {
  const TruePeakFilter& filter = fineFilter();
  const int points = 3 * filter.factor();
  std::vector<double> values(static_cast<std::size_t>(points));
  for (int i = 0; i < points; ++i)
    values[static_cast<std::size_t>(i)] = std::abs(filter.value(samples + i / filter.factor(), i % filter.factor()));
  const auto highest = std::ranges::max_element(values);
  const auto at = static_cast<std::size_t>(highest - values.begin());
  const double step = 1.0 / filter.factor();
  TruePeakSearch::Peak peak{*highest, static_cast<double>(at) * step};
  if (at == 0 || at + 1 == values.size()) return peak;  // then a neighbouring interval is higher, and a candidate too
  const double before = values[at - 1], after = values[at + 1], bend = before - 2 * *highest + after;
  if (bend < 0) {
    peak.value -= (after - before) * (after - before) / (8 * bend);
    peak.position += 0.5 * (before - after) / bend * step;
  }
  return peak;
}

}  // namespace

void TruePeakSearch::scan(const float* samples, std::size_t count, std::int64_t frame) {
  for (std::size_t start = 0; start < count; start += kRun)
    scanRun(samples + start, std::min(kRun, count - start), frame + static_cast<std::int64_t>(start));
}

void TruePeakSearch::scanRun(const float* samples, std::size_t count, std::int64_t frame) {
  const TruePeakFilter& filter = scanFilter();
  const float* read = samples - filter.before();
  seen_ += count;
  const std::size_t reach = count + static_cast<std::size_t>(filter.taps()) - 1;
  if (isScreened_ && scanBound().over(extremesOf(read, reach)) <= threshold_) return;
  scanned_ += count;
  float peaks[kRun];
  filter.intervalPeaks(read, count, peaks);
  for (std::size_t i = 0; i < count; ++i) {
    if (peaks[i] <= threshold_) continue;
    if ((i > 0 && peaks[i - 1] > peaks[i]) || (i + 1 < count && peaks[i + 1] > peaks[i])) continue;
    keep(samples + i, frame + static_cast<std::int64_t>(i), peaks[i]);
  }
}

void TruePeakSearch::keep(const float* samples, std::int64_t frame, float level) {
  // The same peak may stand in the last interval of one run and in the first of the next.
  const auto isNeighbour = [&](const Candidate& c) { return c.frame + 1 >= frame; };
  if (const auto found = std::ranges::find_if(candidates_, isNeighbour); found != candidates_.end()) {
    if (found->level >= level) return;
    candidates_.erase(found);
  }
  highest_ = std::max(highest_, level);
  if (candidates_.size() == kCandidates)
    std::erase_if(candidates_, [&](const Candidate& c) { return c.level <= highest_ * kMargin; });
  if (candidates_.size() == kCandidates)
    candidates_.erase(std::ranges::min_element(candidates_, {}, &Candidate::level));
  Candidate& candidate = candidates_.emplace_back(Candidate{level, frame, {}});
  std::copy_n(samples - 1 - fineFilter().before(), candidate.samples.size(), candidate.samples.begin());
  updateThreshold();
}

void TruePeakSearch::updateThreshold() {
  threshold_ = highest_ * kMargin;
  if (candidates_.size() == kCandidates)
    threshold_ = std::max(threshold_, std::ranges::min(candidates_, {}, &Candidate::level).level);
}

TruePeakSearch::Peak TruePeakSearch::result() const {
  assert(fineFilter().before() + fineFilter().after() + 3 == std::tuple_size_v<decltype(Candidate::samples)>);
  Peak best;
  for (const Candidate& candidate : candidates_) {
    if (candidate.level <= highest_ * kMargin) continue;
    Peak peak = lookCloser(candidate.samples.data());
    peak.position += static_cast<double>(candidate.frame - 1);
    if (peak.value > best.value) best = peak;
  }
  return best;
}

double TruePeakSearch::scannedShare() const {
  return seen_ == 0 ? 0 : static_cast<double>(scanned_) / static_cast<double>(seen_);
}

std::optional<TruePeak> TruePeaks::overall() const {
  std::optional<TruePeak> highest;
  for (const auto& peak : channels)
    if (peak && (!highest || peak->level > highest->level)) highest = peak;
  return highest;
}

void TruePeakMeter::begin(const AudioFormat& format) {
  sampleRate_ = format.sampleRate;
  window_ = BlockWindow(format.channels(), kBlock, TruePeakSearch::kBefore, TruePeakSearch::kAfter);
  searches_.assign(static_cast<std::size_t>(format.channels()), TruePeakSearch(isScreened_));
  // The signal may rise before its first sample; the stream is taken to start a filter's length earlier.
  const AudioBuffer lead(format.channels(), kRun);
  next_ = -static_cast<std::int64_t>(kRun);
  add(lead.view());
}

void TruePeakMeter::add(ConstAudioView block) {
  window_.add(block, [&](ConstAudioView window) {
    scan(window, kBlock, next_, searches_);
    next_ += static_cast<std::int64_t>(kBlock);
  });
}

void TruePeakMeter::scan(ConstAudioView window, std::size_t frames, std::int64_t first,
                         std::vector<TruePeakSearch>& searches) const {
  for (int c = 0; c < window.channels(); ++c)
    searches[static_cast<std::size_t>(c)].scan(window[c].data() + TruePeakSearch::kBefore, frames, first);
}

TruePeaks TruePeakMeter::result() const {
  std::vector<TruePeakSearch> searches = searches_;
  std::int64_t first = next_;
  window_.rest(kRun, [&](ConstAudioView window, std::size_t frames) {
    scan(window, frames, first, searches);
    first += static_cast<std::int64_t>(frames);
  });
  TruePeaks peaks;
  for (std::size_t c = 0; c < searches.size(); ++c) {
    const auto peak = searches[c].result();
    if (peak.value > 0)
      peaks.channels.push_back(TruePeak{toDecibels(peak.value), {peak.position / sampleRate_}, static_cast<int>(c)});
    else
      peaks.channels.emplace_back();
  }
  return peaks;
}

double TruePeakMeter::scannedShare() const {
  double sum = 0;
  for (const auto& search : searches_) sum += search.scannedShare();
  return searches_.empty() ? 0 : sum / static_cast<double>(searches_.size());
}

}  // namespace lathe::analysis
