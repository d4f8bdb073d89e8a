// Reading ranges and curves word by word.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/denoise/denoise_text.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/audio/error.h"
#include "core/audio/exact_math.h"
#include "core/audio/number_text.h"

namespace lathe {
namespace {

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> found;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = text.find_first_not_of(" ,;", at);
    if (start == std::string_view::npos) break;
    at = std::min(text.find_first_of(" ,;", start), text.size());
    found.push_back(text.substr(start, at - start));
  }
  return found;
}

std::optional<double> number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto value = parseNumber(text);
  return value && std::isfinite(*value) ? value : std::nullopt;
}

}  // namespace

std::vector<TimeRange> parseRanges(std::string_view text) {
  std::vector<TimeRange> ranges;
  for (const std::string_view word : words(text)) {
    const std::size_t dash = word.find('-', 1);
    const auto start = dash == word.npos ? std::nullopt : number(word.substr(0, dash));
    const auto end = dash == word.npos ? std::nullopt : number(word.substr(dash + 1));
    if (!start || !end || *start < 0 || *end <= *start)
      throw Error(ErrorKind::Invalid,
                  "takes ranges START-END in seconds, as in 0.5-1.2, not '" + std::string(word) + "'");
    ranges.push_back({{*start}, {*end}});
  }
  return ranges;
}

std::string rangesText(const std::vector<TimeRange>& ranges) {
  std::string text;
  for (const TimeRange& range : ranges)
    text += (text.empty() ? "" : " ") + fixedText(range.start.value, 2) + "-" + fixedText(range.end.value, 2);
  return text;
}

std::vector<CurvePoint> parseCurve(std::string_view text) {
  std::vector<CurvePoint> curve;
  for (const std::string_view word : words(text)) {
    const std::size_t colon = word.find(':');
    const auto frequency = colon == word.npos ? std::nullopt : number(word.substr(0, colon));
    const auto gain = colon == word.npos ? std::nullopt : number(word.substr(colon + 1));
    if (!frequency || !gain || *frequency <= 0)
      throw Error(ErrorKind::Invalid, "takes pairs HERTZ:DB, as in 100:+3, not '" + std::string(word) + "'");
    curve.push_back({{*frequency}, {*gain}});
  }
  std::ranges::stable_sort(curve, {}, &CurvePoint::frequency);
  return curve;
}

Decibels curveAt(const std::vector<CurvePoint>& curve, Hertz frequency) {
  if (curve.empty()) return {0};
  const auto above = std::ranges::find_if(curve, [&](const CurvePoint& p) { return p.frequency >= frequency; });
  if (above == curve.begin()) return curve.front().gain;
  if (above == curve.end()) return curve.back().gain;
  const CurvePoint& low = *(above - 1);
  const double share = exact::log(frequency / low.frequency) / exact::log(above->frequency / low.frequency);
  return low.gain + (above->gain - low.gain) * share;
}

}  // namespace lathe
