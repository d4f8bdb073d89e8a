// Drawing icons on a grid of 16 by 16.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/theme/icons.h"

#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

#include "gui/theme/theme.h"

namespace lathe::gui {
namespace {

void arrowAround(QPainter& p, bool isMirrored) {
  if (isMirrored) {
    p.translate(16, 0);
    p.scale(-1, 1);
  }
  QPainterPath path(QPointF(3, 6));
  path.lineTo(9.5, 6);
  path.cubicTo(15, 6, 15, 13, 9.5, 13);
  path.lineTo(6, 13);
  p.drawPath(path);
  p.drawPolyline(QPolygonF({{6, 3}, {3, 6}, {6, 9}}));
}

void draw(QPainter& p, Glyph glyph, const QColor& colour) {
  p.setPen(QPen(colour, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  p.setBrush(Qt::NoBrush);
  const QBrush full(colour);
  switch (glyph) {
    case Glyph::Start:
      p.fillRect(QRectF(2.5, 3, 2, 10), full);
      p.setBrush(full);
      p.drawPolygon(QPolygonF({{13, 3.5}, {6, 8}, {13, 12.5}}));
      break;
    case Glyph::Play:
      p.setBrush(full);
      p.drawPolygon(QPolygonF({{4, 3}, {13, 8}, {4, 13}}));
      break;
    case Glyph::Stop:
      p.fillRect(QRectF(3.5, 3.5, 9, 9), full);
      break;
    case Glyph::Pause:
      p.fillRect(QRectF(3.5, 3, 3, 10), full);
      p.fillRect(QRectF(9.5, 3, 3, 10), full);
      break;
    case Glyph::Loop:
      p.drawRoundedRect(QRectF(2, 4.5, 12, 7.5), 3.5, 3.5);
      p.setBrush(full);
      p.drawPolygon(QPolygonF({{7, 2}, {10.5, 4.5}, {7, 7}}));
      break;
    case Glyph::Time:
      p.drawLine(QPointF(4, 2), QPointF(4, 14));
      p.drawLine(QPointF(12, 2), QPointF(12, 14));
      p.drawLine(QPointF(6, 8), QPointF(10, 8));
      break;
    case Glyph::Frequency:
      p.drawLine(QPointF(2, 4), QPointF(14, 4));
      p.drawLine(QPointF(2, 12), QPointF(14, 12));
      p.drawLine(QPointF(8, 6), QPointF(8, 10));
      break;
    case Glyph::Box: {
      QPen dashed = p.pen();
      dashed.setDashPattern({1.6, 1.6});
      p.setPen(dashed);
      p.drawRect(QRectF(2.5, 3.5, 11, 9));
      break;
    }
    case Glyph::Lasso: {
      QPainterPath path(QPointF(6, 12));
      path.cubicTo(-1, 9, 3, 2, 9, 2.5);
      path.cubicTo(16, 3, 15, 10, 8, 10.5);
      path.lineTo(5.5, 11);
      path.lineTo(5, 14.5);
      p.drawPath(path);
      break;
    }
    case Glyph::Brush:
      p.drawLine(QPointF(13.5, 2.5), QPointF(7, 9));
      p.setBrush(full);
      p.drawEllipse(QPointF(4.8, 11.2), 2.3, 2.3);
      break;
    case Glyph::Wand:
      p.drawLine(QPointF(2.5, 13.5), QPointF(9, 7));
      for (const auto& [a, b] :
           {std::pair(QPointF(11.5, 1.5), QPointF(11.5, 4)), std::pair(QPointF(12, 8), QPointF(14.5, 8)),
            std::pair(QPointF(13, 3.2), QPointF(14.5, 1.8)), std::pair(QPointF(7.5, 3), QPointF(8.8, 4.3))})
        p.drawLine(a, b);
      break;
    case Glyph::Harmonics:
      for (const double y : {13.0, 9.4, 6.2, 3.4}) p.drawLine(QPointF(2.5, y), QPointF(13.5, y));
      break;
    case Glyph::Heal:
      p.fillRect(QRectF(6.5, 2.5, 3, 11), full);
      p.fillRect(QRectF(2.5, 6.5, 11, 3), full);
      break;
    case Glyph::Delete:
      p.drawLine(QPointF(4, 4), QPointF(12, 12));
      p.drawLine(QPointF(12, 4), QPointF(4, 12));
      break;
    case Glyph::Undo:
      arrowAround(p, false);
      break;
    case Glyph::Redo:
      arrowAround(p, true);
      break;
  }
}

QPixmap picture(Glyph glyph, const QColor& colour, int size) {
  QPixmap pixmap(size, size);
  pixmap.fill(Qt::transparent);
  QPainter painter(&pixmap);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.scale(size / 16.0, size / 16.0);
  draw(painter, glyph, colour);
  return pixmap;
}

}  // namespace

QIcon icon(Glyph glyph) {
  QIcon icon;
  for (const int size : {16, 24, 32, 48, 64}) {
    icon.addPixmap(picture(glyph, theme().text, size), QIcon::Normal);
    icon.addPixmap(picture(glyph, theme().disabledText, size), QIcon::Disabled);
  }
  return icon;
}

}  // namespace lathe::gui
