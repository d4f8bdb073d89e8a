// What can be measured of a candidate and its surroundings, to tell clicks from the music's own.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <array>
#include <span>
#include <vector>

#include "core/restoration/declick/click_detector.h"
#include "core/restoration/declick/click_fit.h"

namespace lathe {

constexpr std::size_t kClickBins = 10;  ///< of time, on either side, each twice as long as the one before it
constexpr std::size_t kClickShapeFeatures = 11;
constexpr std::size_t kClickFitFeatures = 10;
constexpr std::size_t kClickFeatures = kClickShapeFeatures + 4 * kClickBins + 4 + 4 + kClickFitFeatures;
constexpr std::size_t kClickBrightness = 5;  ///< log of the slope of what was added over that of its surroundings
constexpr std::size_t kClickReach = 2048;    ///< samples on either side that are looked at, at 44.1 and 48 kHz

/// Logarithms of ratios, so that no level of the recording counts: how far the candidate stands out, its shape, the
/// peaks and means of the excitation before and behind it, the sound's level on both sides, and its neighbours.
using ClickFeatures = std::array<double, kClickFeatures>;

/// Measures candidates. Holds the room it needs; one thread at a time.
class ClickMeasure {
 public:
  ClickMeasure(std::size_t longest, std::size_t factor);

  /// All but the last kClickFitFeatures, of candidate `i` of `all` (those around it that are known), in `x`. Allocates nothing.
  ClickFeatures operator()(const ClickScan& scan, ClickDetector& detector, std::span<const double> x,
                           std::span<const ClickCandidate> all, std::size_t i) noexcept;

  /// The rest: what a long model says of it, given the signal with and without what it brought.
  void addFit(ClickFeatures& features, const ClickFit& fit, std::span<const double> x, std::span<const double> filled,
              double shortScale) const noexcept;

 private:
  double repetition(std::span<const double> error, const ClickSpan& span) noexcept;

  std::size_t factor_;
  std::vector<double> shape_, rest_, behind_, likeness_;
};

}  // namespace lathe
