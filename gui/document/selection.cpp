// Changing the selection, and its bounds in numbers.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/document/selection.h"

#include <algorithm>

namespace lathe::gui {
namespace {

FrequencySpan spanOf(const std::vector<TimeFrequency>& points, double margin) {
  double low = points.front().frequency.value, high = low;
  for (const TimeFrequency& point : points) {
    low = std::min(low, point.frequency.value);
    high = std::max(high, point.frequency.value);
  }
  return {Hertz{low - margin}, Hertz{high + margin}};
}

struct SpanOfShape {
  using Span = std::optional<FrequencySpan>;
  Span operator()(const RectangleShape& s) const { return s.frequency; }
  Span operator()(const BandShape& s) const { return s.frequency; }
  Span operator()(const PassageShape&) const { return {}; }
  Span operator()(const PolygonShape& s) const { return spanOf(s.corners, 0); }
  Span operator()(const BrushShape& s) const { return spanOf(s.points, s.height.value / 2); }
  Span operator()(const WandShape&) const { return {}; }
  Span operator()(const HarmonicsShape& s) const {
    return FrequencySpan{Hertz{s.base.value - s.width.value / 2}, Hertz{s.base.value * s.count + s.width.value / 2}};
  }
  Span operator()(const MultipliedPolygonShape& s) const {
    FrequencySpan span = spanOf(s.base.corners, 0);
    span.high.value *= s.count;
    return span;
  }
};

}  // namespace

std::optional<FrequencySpan> frequencySpan(const Shape& shape) { return std::visit(SpanOfShape(), shape); }

std::optional<TimeSpan> Selection::time() const {
  if (isEmpty()) return {};
  const auto spans = timeSpans(mask_);
  if (spans.empty()) return {};
  return TimeSpan{spans.front().start, spans.back().end};
}

std::optional<FrequencySpan> Selection::frequency() const {
  std::optional<FrequencySpan> all;
  for (const MaskPart& part : mask_.parts) {
    if (part.operation == MaskOperation::Subtract) continue;
    const auto span = frequencySpan(part.shape);
    if (!span) return {};
    if (!all) all = span;
    all->low = std::min(all->low, span->low);
    all->high = std::max(all->high, span->high);
  }
  return all;
}

void Selection::setMask(Mask mask) {
  if (mask == mask_) return;
  mask_ = std::move(mask);
  Q_EMIT changed();
}

void Selection::add(Shape shape, MaskOperation operation, Feather feather) {
  Mask mask = mask_;
  mask.parts.push_back({std::move(shape), operation, feather});
  setMask(std::move(mask));
}

void Selection::clear() {
  Mask mask;
  mask.scope = mask_.scope;
  setMask(std::move(mask));
}

void Selection::selectTime(TimeSpan time) {
  Mask mask;
  mask.scope = mask_.scope;
  mask.parts.push_back({PassageShape{time}});
  setMask(std::move(mask));
}

void Selection::setCursor(Seconds cursor) {
  if (cursor == cursor_) return;
  cursor_ = cursor;
  Q_EMIT cursorMoved();
}

void Selection::setScope(ChannelScope scope) {
  Mask mask = mask_;
  mask.scope = scope;
  setMask(std::move(mask));
}

void Selection::setInverted(bool isInverted) {
  Mask mask = mask_;
  mask.isInverted = isInverted;
  setMask(std::move(mask));
}

}  // namespace lathe::gui
