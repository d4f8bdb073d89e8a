// Painting curves over a logarithmic axis.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/meters/spectrum_view.h"

#include <QtCore/QLocale>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtWidgets/QToolTip>
#include <algorithm>
#include <cmath>

#include "gui/axes/frequency_axis.h"
#include "gui/theme/theme.h"

namespace lathe::gui {
namespace {

constexpr double kLowest = -100, kHighest = 0;

double shareOfHertz(double hertz) { return std::log(hertz / 20) / std::log(1000.0); }

}  // namespace

SpectrumView::SpectrumView(MeterFeed& feed, QWidget* parent) : QWidget(parent), feed_(feed) {
  setAccessibleName(tr("Spectrum"));
  setMouseTracking(true);
  connect(&feed, &MeterFeed::changed, this, qOverload<>(&QWidget::update));
}

QRectF SpectrumView::area() const { return QRectF(34, 4, width() - 40, height() - fontMetrics().height() - 8); }

void SpectrumView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Theme& t = theme();
  const QRectF area = this->area();
  painter.fillRect(area, t.canvas);
  QFont small = font();
  small.setPointSizeF(small.pointSizeF() * 0.82);
  painter.setFont(small);
  const auto yOf = [&](double decibels) {
    return area.top() + std::clamp((kHighest - decibels) / (kHighest - kLowest), 0.0, 1.0) * area.height();
  };
  for (int level = -20; level > static_cast<int>(kLowest); level -= 20) {
    painter.setPen(t.grid);
    painter.drawLine(QPointF(area.left(), yOf(level)), QPointF(area.right(), yOf(level)));
    painter.setPen(t.dimText);
    painter.drawText(QRectF(0, yOf(level) - 8, 30, 16), Qt::AlignRight | Qt::AlignVCenter, QString::number(level));
  }
  for (const int hertz : {50, 100, 200, 500, 1000, 2000, 5000, 10000}) {
    const double x = area.left() + shareOfHertz(hertz) * area.width();
    painter.setPen(t.grid);
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
    painter.setPen(t.dimText);
    const QString name = hertz >= 1000 ? QString::number(hertz / 1000) % QStringLiteral("k") : QString::number(hertz);
    painter.drawText(QRectF(x - 20, area.bottom() + 1, 40, 14), Qt::AlignCenter, name);
  }
  painter.setClipRect(area);
  const auto curve = [&](const std::vector<float>& levels) {
    QPolygonF line;
    for (int band = 0; band < MeterFeed::kBands; ++band)
      line << QPointF(area.left() + shareOfHertz(MeterFeed::bandHertz(band)) * area.width(),
                      yOf(static_cast<double>(levels[static_cast<std::size_t>(band)])));
    return line;
  };
  QPolygonF filled = curve(feed_.spectrum());
  filled << area.bottomRight() << area.bottomLeft();
  QColor fill = t.waveform;
  fill.setAlpha(110);
  QPainterPath path;
  path.addPolygon(filled);
  painter.fillPath(path, fill);
  painter.setPen(QPen(t.dimText, 1));
  painter.drawPolyline(curve(feed_.spectrumMaximum()));
  painter.setPen(QPen(t.marker, 1));
  painter.drawPolyline(curve(feed_.spectrumAverage()));
}

void SpectrumView::mouseMoveEvent(QMouseEvent* event) {
  const QRectF area = this->area();
  const double share = (event->position().x() - area.left()) / area.width();
  if (share < 0 || share > 1) return;
  const auto band = static_cast<std::size_t>(std::clamp(share * MeterFeed::kBands, 0.0, MeterFeed::kBands - 1.0));
  const double hertz = MeterFeed::bandHertz(static_cast<int>(band));
  const auto text = [](float level) { return QLocale().toString(static_cast<double>(level), 'f', 1); };
  QToolTip::showText(event->globalPosition().toPoint(),
                     tr("%1 Hz  %2\nnow %3, average %4, peak %5 dB")
                         .arg(QLocale().toString(hertz, 'f', 0), noteName(hertz), text(feed_.spectrum()[band]),
                              text(feed_.spectrumAverage()[band]), text(feed_.spectrumMaximum()[band])),
                     this);
}

QString SpectrumView::spokenValue() const {
  const std::vector<float>& levels = feed_.spectrum();
  if (levels.empty()) return tr("Nothing plays");
  const auto loudest = std::ranges::max_element(levels);
  return tr("Peak at %1 Hz, %2 dB")
      .arg(QLocale().toString(MeterFeed::bandHertz(static_cast<int>(loudest - levels.begin())), 'f', 0),
           QLocale().toString(static_cast<double>(*loudest), 'f', 1));
}

}  // namespace lathe::gui
