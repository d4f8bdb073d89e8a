// Drawing a fading trace, and the correlation's bar.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/meters/goniometer.h"

#include <QtCore/QLocale>
#include <QtGui/QPainter>
#include <algorithm>
#include <cmath>

#include "gui/theme/theme.h"

namespace lathe::gui {

Goniometer::Goniometer(MeterFeed& feed, QWidget* parent) : QWidget(parent), feed_(feed) {
  setAccessibleName(tr("Goniometer and correlation"));
  setToolTip(tr("Vertical: in phase; horizontal: out of phase. Below: correlation from −1 to +1"));
  connect(&feed, &MeterFeed::changed, this, qOverload<>(&QWidget::update));
}

void Goniometer::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Theme& t = theme();
  const int line = fontMetrics().height();
  const int side = std::max(10, std::min(width(), height() - line - 14));
  const QRect square((width() - side) / 2, 0, side, side);
  if (trace_.size() != square.size()) {
    trace_ = QImage(square.size(), QImage::Format_RGB32);
    trace_.fill(t.canvas);
  }
  // What was there fades.
  {
    QPainter fade(&trace_);
    QColor veil = t.canvas;
    veil.setAlpha(90);
    fade.fillRect(trace_.rect(), veil);
  }
  const AudioBuffer& recent = feed_.recent();
  const double half = side / 2.0;
  if (feed_.figures().correlation)
    for (std::size_t n = 0; n < recent.frames(); ++n) {
      const double l = recent[0][n], r = recent[1][n];
      const int x = static_cast<int>(half + (r - l) * M_SQRT1_2 * half),
                y = static_cast<int>(half - (l + r) * M_SQRT1_2 * half);
      if (trace_.rect().contains(x, y)) reinterpret_cast<QRgb*>(trace_.scanLine(y))[x] = t.waveform.rgb();
    }
  painter.drawImage(square.topLeft(), trace_);
  painter.setPen(t.grid);
  painter.drawLine(square.topLeft(), square.bottomRight());
  painter.drawLine(square.topRight(), square.bottomLeft());
  painter.setPen(t.dimText);
  painter.drawText(square.adjusted(3, 1, -3, -1), Qt::AlignLeft | Qt::AlignTop, tr("L"));
  painter.drawText(square.adjusted(3, 1, -3, -1), Qt::AlignRight | Qt::AlignTop, tr("R"));
  const QRectF bar(square.left(), square.bottom() + 6, side, 6);
  painter.fillRect(bar, t.meterTrack);
  painter.fillRect(QRectF(bar.center().x(), bar.top(), 1, bar.height()), t.dimText);
  const auto correlation = feed_.figures().correlation;
  if (correlation) {
    const double x = bar.left() + (*correlation + 1) / 2 * bar.width();
    painter.fillRect(QRectF(x - 2, bar.top() - 2, 4, bar.height() + 4), *correlation < 0 ? t.over : t.good);
  }
  painter.setPen(t.text);
  painter.drawText(
      QRectF(square.left(), bar.bottom() + 1, side, line), Qt::AlignCenter,
      correlation ? tr("Correlation %1").arg(QLocale().toString(*correlation, 'f', 2)) : tr("Correlation –"));
}

QString Goniometer::spokenValue() const {
  const auto& correlation = feed_.figures().correlation;
  return correlation ? tr("Correlation %1").arg(QLocale().toString(*correlation, 'f', 2)) : tr("Correlation –");
}

}  // namespace lathe::gui
