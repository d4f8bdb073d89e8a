// From points to shapes.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/views/shape_gesture.h"

#include <algorithm>
#include <cmath>

namespace lathe::gui {
namespace {

constexpr double kWandReach = 2;  ///< seconds to both sides of the seed

TimeSpan timeBetween(const TimeFrequency& a, const TimeFrequency& b) {
  return {std::min(a.time, b.time), std::max(a.time, b.time)};
}

FrequencySpan bandBetween(const TimeFrequency& a, const TimeFrequency& b) {
  return {std::min(a.frequency, b.frequency), std::max(a.frequency, b.frequency)};
}

}  // namespace

ShapeGesture::ShapeGesture(const ViewValues& view, TimeFrequency start, Qt::KeyboardModifiers keys)
    : tool_(view.tool), view_(view), points_{start} {
  const bool adds = keys & Qt::ShiftModifier, cuts = keys & (Qt::ControlModifier | Qt::AltModifier);
  replaces_ = !adds && !cuts;
  operation_ = adds && cuts ? MaskOperation::Intersect : cuts ? MaskOperation::Subtract : MaskOperation::Add;
}

void ShapeGesture::moveTo(TimeFrequency point) {
  if (points_.back() == point) return;
  if (tool_ == Tool::Lasso || tool_ == Tool::Brush)
    points_.push_back(point);
  else
    points_.resize(2, point), points_.back() = point;
}

std::optional<Shape> ShapeGesture::shape() const {
  const TimeFrequency &from = points_.front(), &to = points_.back();
  const TimeSpan time = timeBetween(from, to);
  const FrequencySpan band = bandBetween(from, to);
  switch (tool_) {
    case Tool::Time:
      if (!(time.end > time.start)) return {};
      return PassageShape{time};
    case Tool::Frequency:
      if (!(band.high > band.low)) return {};
      return BandShape{band};
    case Tool::Box:
      if (!(time.end > time.start) || !(band.high > band.low)) return {};
      return RectangleShape{time, band};
    case Tool::Lasso:
      if (points_.size() < 3) return {};
      return PolygonShape{points_};
    case Tool::Brush:
      return BrushShape{points_, Seconds{view_.brushSeconds}, Hertz{view_.brushHertz}, 0.6};
    case Tool::Wand:
      return WandShape{from,
                       Decibels{view_.wandTolerance},
                       {Seconds{std::max(0.0, from.time.value - kWandReach)}, Seconds{from.time.value + kWandReach}},
                       std::clamp(view_.fftSize, 512, 16384)};
    case Tool::Harmonics: {
      HarmonicsShape lines{from.frequency, view_.harmonics, Hertz{std::max(10.0, from.frequency.value * 0.06)}, {}};
      if (time.end > time.start) lines.time = time;
      return lines;
    }
  }
  return {};
}

Mask ShapeGesture::appliedTo(const Mask& before) const {
  Mask mask = before;
  if (replaces_) {
    mask.parts.clear();
    mask.isInverted = false;
  }
  if (auto made = shape())
    mask.parts.push_back({std::move(*made), operation_, {Seconds{view_.featherMs / 1000}, Hertz{view_.featherHertz}}});
  return mask;
}

}  // namespace lathe::gui
