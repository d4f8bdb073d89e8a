// Checking masks and finding the time that they span.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/mask.h"

#include <algorithm>
#include <cmath>

#include "core/audio/error.h"
#include "core/dsp/window.h"

namespace lathe {
namespace {

constexpr std::size_t kMostPoints = 100'000;
constexpr int kMostHarmonics = 1000;

[[noreturn]] void refuse(const std::string& what) { throw Error(ErrorKind::Invalid, "the selection " + what); }

void check(const TimeSpan& span) {
  if (!(span.start.value >= 0 && span.end.value > span.start.value && std::isfinite(span.end.value)))
    refuse("has a time span that does not start at 0 s or later and end after its start");
}

void check(const FrequencySpan& span) {
  if (!(span.low.value >= 0 && span.high.value > span.low.value && std::isfinite(span.high.value)))
    refuse("has a frequency span that does not start at 0 Hz or higher and end above its start");
}

void check(const std::vector<TimeFrequency>& points, std::size_t fewest, const char* what) {
  if (points.size() < fewest || points.size() > kMostPoints)
    refuse(std::string("has a ") + what + " with too few or too many points");
  for (const TimeFrequency& p : points)
    if (!std::isfinite(p.time.value) || !std::isfinite(p.frequency.value) || p.frequency.value < 0)
      refuse(std::string("has a ") + what + " with a point that is nowhere");
}

struct Checker {
  void operator()(const RectangleShape& s) const { check(s.time), check(s.frequency); }
  void operator()(const BandShape& s) const { check(s.frequency); }
  void operator()(const PassageShape& s) const { check(s.time); }
  void operator()(const PolygonShape& s) const { check(s.corners, 3, "polygon"); }
  void operator()(const BrushShape& s) const {
    check(s.points, 1, "brush stroke");
    if (!(s.width.value > 0 && s.height.value > 0 && std::isfinite(s.width.value + s.height.value)))
      refuse("has a brush without a size");
    if (!(s.hardness >= 0 && s.hardness <= 1)) refuse("has a brush whose hardness is not from 0 to 1");
  }
  void operator()(const WandShape& s) const {
    check(s.within);
    check({s.seed}, 1, "wand");
    if (!(s.tolerance.value >= 0 && s.tolerance.value <= 200))
      refuse("has a wand whose tolerance is not from 0 to 200 dB");
    if (s.fftSize < 256 || s.fftSize > 65536 || (s.fftSize & (s.fftSize - 1)) != 0)
      refuse("has a wand whose FFT size is no power of two from 256 to 65536");
  }
  void operator()(const HarmonicsShape& s) const {
    if (!(s.base.value > 0 && s.width.value > 0 && std::isfinite(s.base.value + s.width.value)))
      refuse("has harmonics without a base or a width");
    if (s.count < 1 || s.count > kMostHarmonics) refuse("has fewer than 1 or more than 1000 harmonics");
    if (s.time) check(*s.time);
  }
  void operator()(const MultipliedPolygonShape& s) const {
    (*this)(s.base);
    if (s.count < 1 || s.count > kMostHarmonics) refuse("has fewer than 1 or more than 1000 harmonics");
  }
};

std::optional<TimeSpan> spanOf(const std::vector<TimeFrequency>& points, Seconds around) {
  const auto [first, last] =
      std::ranges::minmax_element(points, {}, [](const TimeFrequency& p) { return p.time.value; });
  return TimeSpan{first->time - around, last->time + around};
}

/// Without feathers; nothing: the whole recording.
struct Span {
  std::optional<TimeSpan> operator()(const RectangleShape& s) const { return s.time; }
  std::optional<TimeSpan> operator()(const BandShape&) const { return std::nullopt; }
  std::optional<TimeSpan> operator()(const PassageShape& s) const { return s.time; }
  std::optional<TimeSpan> operator()(const PolygonShape& s) const { return spanOf(s.corners, {}); }
  std::optional<TimeSpan> operator()(const BrushShape& s) const { return spanOf(s.points, s.width / 2); }
  std::optional<TimeSpan> operator()(const WandShape& s) const { return s.within; }
  std::optional<TimeSpan> operator()(const HarmonicsShape& s) const { return s.time; }
  std::optional<TimeSpan> operator()(const MultipliedPolygonShape& s) const { return spanOf(s.base.corners, {}); }
};

std::optional<TimeSpan> spanOf(const MaskPart& part) {
  auto span = std::visit(Span{}, part.shape);
  if (span) *span = {Seconds{std::max(0.0, (span->start - part.feather.time).value)}, span->end + part.feather.time};
  return span;
}

TimeSpan hull(const TimeSpan& a, const TimeSpan& b) {
  if (a.start == a.end) return b;
  return {std::min(a.start, b.start), std::max(a.end, b.end)};
}

TimeSpan overlap(const TimeSpan& a, const TimeSpan& b) {
  const Seconds start = std::max(a.start, b.start);
  return {start, std::max(start, std::min(a.end, b.end))};
}

}  // namespace

void checkMask(const Mask& mask) {
  if (mask.parts.size() > 10'000) refuse("has more than 10 000 shapes");
  for (const MaskPart& part : mask.parts) {
    std::visit(Checker{}, part.shape);
    const auto isReach = [](double value) { return value >= 0 && std::isfinite(value); };
    if (!isReach(part.feather.time.value) || !isReach(part.feather.frequency.value)) refuse("has a feather below 0");
  }
  if (mask.scope.kind == ChannelScope::Kind::Set && mask.scope.channels == 0) refuse("is on no channel");
}

std::optional<TimeSpan> timeSpan(const Mask& mask) {
  std::optional<TimeSpan> all = TimeSpan{};
  for (const MaskPart& part : mask.parts) {
    const auto span = spanOf(part);
    if (part.operation == MaskOperation::Add) {
      if (all) all = span ? std::optional(hull(*all, *span)) : std::nullopt;
    } else if (part.operation == MaskOperation::Intersect && span) {
      all = all ? overlap(*all, *span) : *span;
    }
  }
  return all;
}

std::vector<TimeSpan> timeSpans(const Mask& mask) {
  if (mask.isInverted) return {};
  std::vector<TimeSpan> spans;
  for (const MaskPart& part : mask.parts) {
    if (part.operation != MaskOperation::Add) continue;
    const auto span = std::visit(Span{}, part.shape);
    if (!span) return {};
    spans.push_back(*span);
  }
  std::ranges::sort(spans, {}, &TimeSpan::start);
  std::vector<TimeSpan> joined;
  for (const TimeSpan& span : spans) {
    if (!joined.empty() && span.start <= joined.back().end)
      joined.back().end = std::max(joined.back().end, span.end);
    else
      joined.push_back(span);
  }
  return joined;
}

namespace {

struct Shifter {
  Seconds by;

  TimeSpan operator()(TimeSpan span) const {
    return {std::max(0.0_s, span.start - by), std::max(0.0_s, span.end - by)};
  }
  void move(std::vector<TimeFrequency>& points) const {
    for (TimeFrequency& p : points) p.time = p.time - by;
  }
  void operator()(RectangleShape& s) const { s.time = (*this)(s.time); }
  void operator()(BandShape&) const {}
  void operator()(PassageShape& s) const { s.time = (*this)(s.time); }
  void operator()(PolygonShape& s) const { move(s.corners); }
  void operator()(BrushShape& s) const { move(s.points); }
  void operator()(WandShape& s) const {
    s.seed.time = s.seed.time - by;
    s.within = (*this)(s.within);
  }
  void operator()(HarmonicsShape& s) const {
    if (s.time) s.time = (*this)(*s.time);
  }
  void operator()(MultipliedPolygonShape& s) const { move(s.base.corners); }
};

}  // namespace

std::optional<Mask> shiftedBack(const Mask& mask, Seconds by) {
  Mask shifted = mask;
  shifted.parts.clear();
  for (MaskPart part : mask.parts) {
    std::visit(Shifter{by}, part.shape);
    const auto span = std::visit(Span{}, part.shape);
    if (!span || (span->end > 0.0_s && span->end > span->start)) shifted.parts.push_back(std::move(part));
  }
  const bool selects =
      std::ranges::any_of(shifted.parts, [](const MaskPart& p) { return p.operation == MaskOperation::Add; });
  return selects ? std::optional(shifted) : std::nullopt;
}

bool isBroadband(const Mask& mask) {
  return !mask.isInverted && !mask.parts.empty() && std::ranges::all_of(mask.parts, [](const MaskPart& p) {
    return p.operation == MaskOperation::Add && std::holds_alternative<PassageShape>(p.shape);
  });
}

double weightAt(const Mask& mask, Seconds time) {
  double weight = 0;
  for (const MaskPart& part : mask.parts) {
    const auto* passage = std::get_if<PassageShape>(&part.shape);
    if (!passage) continue;
    const double distance = std::max({(passage->time.start - time).value, (time - passage->time.end).value, 0.0});
    const double feather = part.feather.time.value;
    if (distance == 0 && time < passage->time.end) return 1;
    if (distance < feather) weight = std::max(weight, raisedCosine(1 - distance / feather));
  }
  return weight;
}

bool dependsOnSound(const Mask& mask) {
  return std::ranges::any_of(mask.parts, [](const MaskPart& p) { return std::holds_alternative<WandShape>(p.shape); });
}

}  // namespace lathe
