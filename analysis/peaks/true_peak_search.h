// The search for the highest point between samples within one channel, and for all places above a threshold.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "analysis/peaks/annex2_peak.h"
#include "analysis/peaks/closer_look.h"
#include "analysis/peaks/over_search.h"
#include "core/dsp/true_peak_filter.h"

namespace lathe::analysis {

/// A scan with eight points to each sample and 40 taps (twice what BS.1770-5 Annex 2 asks for at 48 kHz, and the same
/// at every rate), then a closer look (closer_look.h) at every interval that may hold the highest point: of a signal
/// without content above 0.4535 of the rate the scan reads at most 0.234 dB too little, so intervals that read 0.25 dB
/// less than the highest point so far are passed over. Stretches that a bound on the interpolation proves to be lower
/// are not scanned; the result is that of a full scan.
class TruePeakSearch {
 public:
  /// `screened`: false scans everything, for comparison.
  explicit TruePeakSearch(bool screened = true, std::optional<OverSearch> overs = {})
      : isScreened_(screened), overs_(std::move(overs)) {}

  /// Frames around a block that scan() may read.
  static constexpr std::size_t kBefore = 80, kAfter = 80;

  /// `samples` points at the first of `count` intervals, frame `frame` of the stream, with kBefore samples before it
  /// and kAfter behind the last interval.
  void scan(const float* samples, std::size_t count, std::int64_t frame);

  /// As scan() of one run of up to 128 intervals, of which is known how high the scan reads at most and what the 4x
  /// meter of Annex 2 does: `samples()`, which gives what scan() takes, is asked only where that can matter.
  template <class Samples>
  void scanKnown(float scanned, float annex2, std::size_t count, std::int64_t frame, const Samples& samples) {
    if (mayMatter(scanned, annex2))
      scanRun(samples(), count, frame);
    else
      seen_ += count;
  }

  /// The scan's interpolation: eight points to a sample, 40 taps.
  static const TruePeakFilter& filter();

  /// A value of 0 for silence.
  const HighPoint& highest() const noexcept { return highest_; }
  double annex2() const noexcept { return annex2_.value(); }
  OverSearch::Result overs() const { return overs_ ? overs_->result() : OverSearch::Result{}; }

  /// Share of the intervals that had to be interpolated, 0 to 1.
  double scannedShare() const;

 private:
  bool mayMatter(float scanned, float annex2) const noexcept;
  void scanRun(const float* samples, std::size_t count, std::int64_t frame);
  void examine(const float* samples, std::int64_t frame, float level, bool isPeak);

  bool isScreened_;
  HighPoint highest_;
  Annex2Peak annex2_;
  std::optional<OverSearch> overs_;
  std::uint64_t seen_ = 0, scanned_ = 0;
};

}  // namespace lathe::analysis
