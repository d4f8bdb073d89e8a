// Painting grids and spectra.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/pictures/plot.h"

#include <QtGui/QPainterPath>
#include <algorithm>
#include <cmath>

#include "gui/document/meter_feed.h"
#include "gui/theme/theme.h"

namespace lathe::gui {

double LevelAxis::yOf(double decibels) const noexcept {
  return area.bottom() - std::clamp((decibels - low) / (high - low), 0.0, 1.0) * area.height();
}

double LevelAxis::decibelsAt(double y) const noexcept {
  return low + (area.bottom() - y) / area.height() * (high - low);
}

double FrequencyPlot::xOf(double hertz) const noexcept {
  return levels.area.left() + std::log(hertz / 20) / std::log(1000.0) * levels.area.width();
}

double FrequencyPlot::hertzAt(double x) const noexcept {
  return 20 * std::pow(1000.0, (x - levels.area.left()) / levels.area.width());
}

QFont axisFont(const QFont& font) {
  QFont small = font;
  small.setPointSizeF(small.pointSizeF() * 0.82);
  return small;
}

void drawLevels(QPainter& painter, const LevelAxis& scale, double step) {
  const Theme& t = theme();
  painter.fillRect(scale.area, t.canvas);
  for (double level = std::ceil(scale.low / step) * step; level <= scale.high + 1e-9; level += step) {
    const double y = scale.yOf(level);
    painter.setPen(t.grid);
    painter.drawLine(QPointF(scale.area.left(), y), QPointF(scale.area.right(), y));
    painter.setPen(t.dimText);
    painter.drawText(QRectF(scale.area.left() - 34, y - 8, 30, 16), Qt::AlignRight | Qt::AlignVCenter,
                     QString::number(std::lround(level)));
  }
}

void drawFrequencies(QPainter& painter, const FrequencyPlot& plot) {
  const Theme& t = theme();
  const QRectF area = plot.levels.area;
  for (const int hertz : {50, 100, 200, 500, 1000, 2000, 5000, 10000}) {
    const double x = plot.xOf(hertz);
    painter.setPen(t.grid);
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
    painter.setPen(t.dimText);
    const QString name = hertz >= 1000 ? QString::number(hertz / 1000) % QStringLiteral("k") : QString::number(hertz);
    painter.drawText(QRectF(x - 20, area.bottom() + 1, 40, 14), Qt::AlignCenter, name);
  }
}

void drawSpectrum(QPainter& painter, const FrequencyPlot& plot, const LevelAxis& scale,
                  const std::vector<float>& levels) {
  if (levels.size() < static_cast<std::size_t>(MeterFeed::kBands)) return;
  QPolygonF filled;
  for (int band = 0; band < MeterFeed::kBands; ++band)
    filled << QPointF(plot.xOf(MeterFeed::bandHertz(band)),
                      scale.yOf(static_cast<double>(levels[static_cast<std::size_t>(band)])));
  filled << scale.area.bottomRight() << scale.area.bottomLeft();
  QColor colour = theme().waveform;
  colour.setAlpha(80);
  QPainterPath path;
  path.addPolygon(filled);
  painter.fillPath(path, colour);
}

}  // namespace lathe::gui
