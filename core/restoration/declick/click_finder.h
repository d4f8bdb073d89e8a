// Candidates for clicks in a stretch of sound, with what is measured of each and how likely it is one.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "core/restoration/declick/click_features.h"

namespace lathe {

enum class ClickKind {
  Vinyl,    ///< scratches and crackle of up to 4 ms
  Digital,  ///< single wrong samples and errors of up to 1 ms
  Random,   ///< anything of up to 8 ms: switching, mouth noises, pops
};

/// The longest click of that kind, in samples.
std::size_t longestClick(ClickKind kind, double sampleRate) noexcept;

struct FoundClick {
  ClickSpan span;  ///< what is damaged
  ClickFeatures features;
  double odds = 0;  ///< logarithm, in recordings with as many clicks among the candidates as in training
};

/// Scan, detector, measures, long models and rule together. Holds the room it needs; one thread at a time.
class ClickFinder {
 public:
  /// For stretches of up to `most` samples.
  ClickFinder(std::size_t most, ClickKind kind, int sampleRate);

  /// Scans `x` by itself or, where `device` is given and answers, there.
  using ScanElsewhere = std::function<bool(std::span<const double> x, ClickScan& scan)>;
  void setScan(ScanElsewhere device) { scanElsewhere_ = std::move(device); }

  /// What may be clicks of those that start from `from` on and before `to`, in `x`, whose first sample is number
  /// `origin` of the whole sound. What is within kClickReach of either, and half a long model's window, counts.
  std::span<const FoundClick> operator()(std::span<const double> x, std::size_t from, std::size_t to,
                                         std::size_t origin) noexcept;
  /// Writes the sound without a click of the last search to `out`, for its span and `widening` on either side, and gives
  /// those bounds. `out` is as long as the searched signal; only that part is written.
  ClickSpan repair(std::span<const double> x, const ClickSpan& span, std::size_t widening,
                   std::span<float> out) noexcept;
  void setKind(ClickKind kind) noexcept;

 private:
  int sampleRate_;
  ScanElsewhere scanElsewhere_;
  ClickScan scan_;
  ClickDetector detector_;
  ClickMeasure measure_;
  ClickFitter fitter_;
  std::vector<double> cleaned_, source_, shape_;
  std::vector<ClickCandidate> candidates_;
  std::vector<FoundClick> found_;
};

}  // namespace lathe
