// The searches of all channels over one stream, and what they found.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/peaks/true_peak.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/stream/measured_block.h"

namespace lathe::analysis {
namespace {

constexpr std::size_t kLead =
    MeasureLayout::runFrames;         ///< intervals before the first sample and behind the last, where filters ring
constexpr std::size_t kBlock = 8192;  ///< intervals of a block of the stream

}  // namespace

std::optional<TruePeak> TruePeaks::overall() const {
  std::optional<TruePeak> highest;
  for (const auto& peak : channels)
    if (peak && (!highest || peak->level > highest->level)) highest = peak;
  return highest;
}

void TruePeakMeter::begin(const AudioFormat& format) {
  sampleRate_ = format.sampleRate;
  isMeasured_ = false;
  window_ = BlockWindow(format.channels(), kBlock, TruePeakSearch::kBefore, TruePeakSearch::kAfter);
  std::optional<OverSearch> overs;
  if (options_.oversAbove)
    overs.emplace(toGain(*options_.oversAbove), std::lround(PeakOvers::kMerged.value * sampleRate_),
                  PeakOvers::kListed);
  searches_.assign(static_cast<std::size_t>(format.channels()), TruePeakSearch(options_.isScreened, overs));
  // The signal may rise before its first sample; the stream is taken to start a filter's length earlier.
  const AudioBuffer lead(format.channels(), kLead);
  next_ = -static_cast<std::int64_t>(kLead);
  add(lead.view());
}

void TruePeakMeter::add(ConstAudioView block) {
  window_.add(block, [&](ConstAudioView window) {
    scan(window, kBlock, next_, searches_);
    next_ += static_cast<std::int64_t>(kBlock);
  });
}

void TruePeakMeter::addMeasured(const MeasuredBlock& block) {
  constexpr auto kRun = static_cast<std::int64_t>(MeasureLayout::runFrames);
  const auto begin = static_cast<std::int64_t>(block.firstFrame()), frames = static_cast<std::int64_t>(block.frames());
  constexpr std::size_t kRead = TruePeakSearch::kBefore + MeasureLayout::runFrames + TruePeakSearch::kAfter;
  std::array<float, kRead> near;
  for (int c = 0; c < block.channels(); ++c) {
    TruePeakSearch& search = searches_[static_cast<std::size_t>(c)];
    const auto samplesAt = [&](std::int64_t start) {
      block.read(c, start - static_cast<std::int64_t>(TruePeakSearch::kBefore), near);
      return near.data() + TruePeakSearch::kBefore;
    };
    if (begin == 0) search.scan(samplesAt(-kRun), kLead, -kRun);  // kLead is one run
    const float *scanned = block.figures().scans(static_cast<std::size_t>(c)),
                *annex2 = block.figures().annex2(static_cast<std::size_t>(c));
    std::int64_t start = block.firstRun();
    for (; start < frames; start += kRun)
      search.scanKnown(*scanned++, *annex2++, MeasureLayout::runFrames, begin + start,
                       [&] { return samplesAt(start); });
    if (block.isLast()) search.scan(samplesAt(start), static_cast<std::size_t>(frames + kRun - start), begin + start);
  }
  isMeasured_ = true;
}

void TruePeakMeter::scan(ConstAudioView window, std::size_t frames, std::int64_t first,
                         std::vector<TruePeakSearch>& searches) const {
  for (int c = 0; c < window.channels(); ++c)
    searches[static_cast<std::size_t>(c)].scan(window[c].data() + TruePeakSearch::kBefore, frames, first);
}

TruePeaks TruePeakMeter::result() const {
  std::vector<TruePeakSearch> searches = searches_;
  std::int64_t first = next_;
  if (!isMeasured_)
    window_.rest(kLead, [&](ConstAudioView window, std::size_t frames) {
      scan(window, frames, first, searches);
      first += static_cast<std::int64_t>(frames);
    });
  TruePeaks peaks;
  for (std::size_t c = 0; c < searches.size(); ++c) {
    const HighPoint& highest = searches[c].highest();
    auto& peak = peaks.channels.emplace_back();
    auto& annex2 = peaks.annex2.emplace_back();
    if (highest.value == 0) continue;
    peak = TruePeak{toDecibels(highest.value), {highest.position / sampleRate_}, static_cast<int>(c)};
    annex2 = toDecibels(searches[c].annex2());
  }
  if (options_.oversAbove) peaks.overs = oversOf(searches);
  return peaks;
}

PeakOvers TruePeakMeter::oversOf(const std::vector<TruePeakSearch>& searches) const {
  const auto seconds = [&](double frames) { return Seconds{frames / sampleRate_}; };
  PeakOvers overs{*options_.oversAbove, 0, {}};
  for (std::size_t c = 0; c < searches.size(); ++c) {
    const auto found = searches[c].overs();
    overs.count += found.count;
    for (const OverStretch& over : found.listed)
      overs.listed.push_back({static_cast<int>(c), seconds(static_cast<double>(over.start)),
                              seconds(static_cast<double>(over.end - over.start)), seconds(over.highest.position),
                              toDecibels(over.highest.value)});
  }
  if (overs.listed.size() > PeakOvers::kListed) {
    std::ranges::stable_sort(overs.listed, [](const PeakOver& a, const PeakOver& b) { return a.level > b.level; });
    overs.listed.resize(PeakOvers::kListed);
  }
  std::ranges::stable_sort(overs.listed, [](const PeakOver& a, const PeakOver& b) {
    return a.start != b.start ? a.start < b.start : a.channel < b.channel;
  });
  return overs;
}

double TruePeakMeter::scannedShare() const {
  double sum = 0;
  for (const auto& search : searches_) sum += search.scannedShare();
  return searches_.empty() ? 0 : sum / static_cast<double>(searches_.size());
}

}  // namespace lathe::analysis
