// Shapes as paths, combined as pictures.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/views/mask_picture.h"

#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <algorithm>
#include <cmath>

namespace lathe::gui {
namespace {

constexpr double kFar = 1e5;  ///< pixels; further away nothing is drawn

double near(double value) { return std::clamp(value, -kFar, kFar); }

QPainterPath boxPath(const LanePlace& place, std::optional<TimeSpan> time, const FrequencySpan* frequency) {
  const double left = time ? near(place.x(time->start)) : -kFar, right = time ? near(place.x(time->end)) : kFar;
  const double top = frequency ? place.y(frequency->high) : -1,
               bottom = frequency ? place.y(frequency->low) : place.scale.height() + 1;
  QPainterPath path;
  path.addRect(QRectF(QPointF(left, top), QPointF(std::max(right, left + 1), std::max(bottom, top + 1))));
  return path;
}

/// Edges are straight in seconds and hertz, so they bend on a logarithmic axis: they are drawn in pieces.
QPainterPath polygonPath(const LanePlace& place, const std::vector<TimeFrequency>& corners, double multiple) {
  constexpr int kPieces = 6;
  QPainterPath path;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const TimeFrequency &a = corners[i], &b = corners[(i + 1) % corners.size()];
    const bool isLong = corners.size() < 200;
    for (int piece = 0; piece < (isLong ? kPieces : 1); ++piece) {
      const double share = static_cast<double>(piece) / kPieces;
      const Seconds time{a.time.value + share * (b.time.value - a.time.value)};
      const Hertz frequency{multiple * (a.frequency.value + share * (b.frequency.value - a.frequency.value))};
      const QPointF point(near(place.x(time)), place.y(frequency));
      if (i == 0 && piece == 0)
        path.moveTo(point);
      else
        path.lineTo(point);
    }
  }
  path.closeSubpath();
  return path;
}

QPainterPath brushPath(const LanePlace& place, const BrushShape& brush) {
  QPainterPath path;
  path.setFillRule(Qt::WindingFill);
  const auto dab = [&](double time, double frequency) {
    const double rx = brush.width.value / 2, ry = brush.height.value / 2;
    const QPointF topLeft(near(place.x(Seconds{time - rx})), place.y(Hertz{frequency + ry}));
    const QPointF bottomRight(near(place.x(Seconds{time + rx})), place.y(Hertz{std::max(frequency - ry, 0.0)}));
    path.addEllipse(QRectF(topLeft, bottomRight));
  };
  for (std::size_t i = 0; i < brush.points.size(); ++i) {
    const TimeFrequency& to = brush.points[i];
    const TimeFrequency& from = brush.points[i == 0 ? 0 : i - 1];
    const double steps = std::max({1.0, std::abs(to.time.value - from.time.value) / (brush.width.value / 6),
                                   std::abs(to.frequency.value - from.frequency.value) / (brush.height.value / 6)});
    const int count = static_cast<int>(std::min(steps, 200.0));
    for (int s = 1; s <= count; ++s) {
      const double share = static_cast<double>(s) / count;
      dab(from.time.value + share * (to.time.value - from.time.value),
          from.frequency.value + share * (to.frequency.value - from.frequency.value));
    }
  }
  return path;
}

struct Outline {
  const LanePlace& place;

  QPainterPath operator()(const RectangleShape& s) const { return boxPath(place, s.time, &s.frequency); }
  QPainterPath operator()(const BandShape& s) const { return boxPath(place, {}, &s.frequency); }
  QPainterPath operator()(const PassageShape& s) const { return boxPath(place, s.time, nullptr); }
  QPainterPath operator()(const PolygonShape& s) const { return polygonPath(place, s.corners, 1); }
  QPainterPath operator()(const BrushShape& s) const { return brushPath(place, s); }
  QPainterPath operator()(const WandShape&) const { return {}; }
  QPainterPath operator()(const HarmonicsShape& s) const {
    QPainterPath path;
    for (int n = 1; n <= s.count; ++n) {
      const FrequencySpan line{Hertz{s.base.value * n - s.width.value / 2},
                               Hertz{s.base.value * n + s.width.value / 2}};
      path.addPath(boxPath(place, s.time, &line));
    }
    return path;
  }
  QPainterPath operator()(const MultipliedPolygonShape& s) const {
    QPainterPath path;
    for (int n = 1; n <= s.count; ++n) path.addPath(polygonPath(place, s.base.corners, n));
    return path;
  }
};

/// Black where a part selects.
QImage partPicture(const MaskPart& part, const LanePlace& place, const QImage& like, const QImage& wand) {
  QImage image(like.size(), QImage::Format_ARGB32_Premultiplied);
  image.setDevicePixelRatio(like.devicePixelRatio());
  image.fill(Qt::transparent);
  QPainter painter(&image);
  if (std::holds_alternative<WandShape>(part.shape)) {
    if (!wand.isNull()) painter.drawImage(0, 0, wand);
  } else {
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillPath(outlineOf(part.shape, place), Qt::black);
  }
  return image;
}

/// The veil where `selected` is set, the line where it borders on what is not.
QImage veiled(const QImage& selected, const QColor& veil, const QColor& line) {
  QImage image(selected.size(), QImage::Format_ARGB32_Premultiplied);
  image.setDevicePixelRatio(selected.devicePixelRatio());
  const QRgb inside = qPremultiply(veil.rgba()), edge = line.rgb(), dark = qRgb(0, 0, 0);
  const int width = image.width(), height = image.height();
  const auto isSet = [&](const QRgb* row, int x) { return row && x >= 0 && x < width && qAlpha(row[x]) >= 128; };
  for (int y = 0; y < height; ++y) {
    const auto* above = y > 0 ? reinterpret_cast<const QRgb*>(selected.constScanLine(y - 1)) : nullptr;
    const auto* here = reinterpret_cast<const QRgb*>(selected.constScanLine(y));
    const auto* below = y + 1 < height ? reinterpret_cast<const QRgb*>(selected.constScanLine(y + 1)) : nullptr;
    auto* out = reinterpret_cast<QRgb*>(image.scanLine(y));
    for (int x = 0; x < width; ++x) {
      const bool isIn = isSet(here, x);
      const bool isInside = (x == 0 || isSet(here, x - 1)) && (x + 1 == width || isSet(here, x + 1)) &&
                            (!above || isSet(above, x)) && (!below || isSet(below, x));
      const bool isBeside = isSet(here, x - 1) || isSet(here, x + 1) || isSet(above, x) || isSet(below, x);
      out[x] = isIn ? (isInside ? inside : edge) : (isBeside ? dark : 0);
    }
  }
  return image;
}

}  // namespace

QPainterPath outlineOf(const Shape& shape, const LanePlace& place) { return std::visit(Outline{place}, shape); }

QImage maskPicture(const Mask& mask, const LanePlace& place, int width, double ratio, const QColor& veil,
                   const QColor& line, const QImage& wand) {
  QImage selected(QSize(width, static_cast<int>(place.scale.height())) * ratio, QImage::Format_ARGB32_Premultiplied);
  selected.setDevicePixelRatio(ratio);
  selected.fill(Qt::transparent);
  for (const MaskPart& part : mask.parts) {
    const QImage picture = partPicture(part, place, selected, wand);
    QPainter painter(&selected);
    painter.setCompositionMode(part.operation == MaskOperation::Add        ? QPainter::CompositionMode_SourceOver
                               : part.operation == MaskOperation::Subtract ? QPainter::CompositionMode_DestinationOut
                                                                           : QPainter::CompositionMode_DestinationIn);
    painter.drawImage(0, 0, picture);
  }
  if (mask.isInverted) {
    QImage all(selected.size(), QImage::Format_ARGB32_Premultiplied);
    all.setDevicePixelRatio(ratio);
    all.fill(Qt::transparent);
    QPainter painter(&all);
    const auto time = timeSpan(mask);
    painter.fillPath(boxPath(place, time, nullptr), Qt::black);
    painter.setCompositionMode(QPainter::CompositionMode_DestinationOut);
    painter.drawImage(0, 0, selected);
    painter.end();
    selected = all;
  }
  return veiled(selected, veil, line);
}

}  // namespace lathe::gui
