// Time ranges and curves over frequency as short texts: "0.5-1.2 30-31.5" and "100:+3 8000:-6".
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/audio/units.h"

namespace lathe {

struct TimeRange {
  Seconds start, end;
  friend bool operator==(const TimeRange&, const TimeRange&) = default;
};

/// In the order given. Throws Error (Invalid) with words that follow the parameter's name.
std::vector<TimeRange> parseRanges(std::string_view text);
std::string rangesText(const std::vector<TimeRange>& ranges);

struct CurvePoint {
  Hertz frequency;
  Decibels gain;
};

/// By frequency. Throws Error (Invalid).
std::vector<CurvePoint> parseCurve(std::string_view text);
/// Straight over the logarithm of frequency between the points, level outside them; 0 dB without points.
Decibels curveAt(const std::vector<CurvePoint>& curve, Hertz frequency);

}  // namespace lathe
