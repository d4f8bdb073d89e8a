// Painting bars. Numbers and positions tell as much as colours do.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/meters/level_bars.h"

#include <QtCore/QLocale>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <algorithm>
#include <cmath>

#include "gui/theme/theme.h"

namespace lathe::gui {
namespace {

constexpr double kLowest = -60;

QString number(double value) { return value > -100 ? QLocale().toString(value, 'f', 1) : QStringLiteral("−∞"); }

}  // namespace

LevelBars::LevelBars(MeterFeed& feed, QWidget* parent) : QWidget(parent), feed_(feed) {
  setAccessibleName(tr("Level meters"));
  setToolTip(
      tr("Peak (bar), RMS (dark) and held peak per channel; momentary, short-term and integrated loudness.\nClick: "
         "reset"));
  connect(&feed, &MeterFeed::changed, this, qOverload<>(&QWidget::update));
}

void LevelBars::setScale(LevelScale scale) {
  scale_ = scale;
  update();
}

void LevelBars::setTarget(Lufs target, Decibels ceiling) {
  target_ = target.value;
  ceiling_ = ceiling.value;
  update();
}

double LevelBars::shareOf(double decibels) const { return std::clamp((decibels - kLowest) / -kLowest, 0.0, 1.0); }

void LevelBars::paintBar(QPainter& painter, const QRectF& bar, double level, double held, double marked,
                         bool isLoudness) const {
  const Theme& t = theme();
  painter.fillRect(bar, t.meterTrack);
  const auto y = [&](double decibels) { return bar.bottom() - shareOf(decibels) * bar.height(); };
  const auto fill = [&](double from, double to, const QColor& colour) {
    if (level > from)
      painter.fillRect(QRectF(QPointF(bar.left(), y(std::min(level, to))), QPointF(bar.right(), y(from))), colour);
  };
  if (isLoudness) {
    fill(kLowest, target_ - 1, t.nearing);
    fill(target_ - 1, target_ + 1, t.good);
    fill(target_ + 1, 0, t.warning);
  } else {
    fill(kLowest, -18, t.good);
    fill(-18, -9, t.nearing);
    fill(-9, ceiling_, t.warning);
    fill(ceiling_, 6, t.over);
  }
  if (marked > kLowest) {  // RMS as a darker core
    QColor core = t.meterTrack;
    core.setAlpha(130);
    const QRectF inner(QPointF(bar.left() + bar.width() * 0.3, y(std::min(marked, level))),
                       QPointF(bar.right() - bar.width() * 0.3, bar.bottom()));
    painter.fillRect(inner, core);
  }
  if (held > kLowest)
    painter.fillRect(QRectF(bar.left(), y(held) - 1, bar.width(), 2), held > ceiling_ && !isLoudness ? t.over : t.text);
}

void LevelBars::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Theme& t = theme();
  const MeterFigures& f = feed_.figures();
  QFont small = font();
  small.setPointSizeF(small.pointSizeF() * 0.82);
  painter.setFont(small);
  const int line = painter.fontMetrics().height();
  const std::size_t channels = std::max<std::size_t>(f.peak.size(), 2);
  const QRectF area(30, line + 4, width() - 34, height() - 2 * line - 10);
  const double gap = 4, columns = static_cast<double>(channels) + 3 + 0.6;
  const double wide = (area.width() - gap * (columns - 1)) / columns;
  painter.setPen(t.dimText);
  const double zero = scale_ == LevelScale::K20 ? -20 : scale_ == LevelScale::K14 ? -14 : 0;
  for (int mark = 0; mark >= static_cast<int>(kLowest); mark -= 6) {
    const double y = area.bottom() - shareOf(mark) * area.height();
    painter.drawText(QRectF(0, y - line / 2.0, 26, line), Qt::AlignRight | Qt::AlignVCenter,
                     QString::number(mark - static_cast<int>(zero)));
  }
  const auto column = [&](double index, const QString& name, double level, double held, double marked, double shown,
                          bool isLoudness) {
    const QRectF bar(area.left() + index * (wide + gap), area.top(), wide, area.height());
    paintBar(painter, bar, level, held, marked, isLoudness);
    painter.setPen(!isLoudness && shown > ceiling_ ? t.over : t.text);
    painter.drawText(QRectF(bar.center().x() - 30, 0, 60, line), Qt::AlignCenter, number(shown));
    painter.setPen(t.dimText);
    painter.drawText(QRectF(bar.center().x() - 30, bar.bottom() + 3, 60, line), Qt::AlignCenter, name);
  };
  for (std::size_t c = 0; c < channels; ++c) {
    const bool isThere = c < f.peak.size();
    const QString name = channels == 2 ? (c == 0 ? QStringLiteral("L") : QStringLiteral("R")) : QString::number(c + 1);
    const double most = c < f.maximum.size() ? f.maximum[c] : -200;
    column(static_cast<double>(c), name, isThere ? f.peak[c] : -200, isThere ? f.held[c] : -200,
           isThere ? f.rms[c] : -200, most, false);
  }
  const auto loudness = [](const std::optional<Lufs>& l) { return l ? l->value : -200; };
  const double at = static_cast<double>(channels) + 0.6;
  column(at, tr("M"), loudness(f.momentary), loudness(f.maxMomentary), -200, loudness(f.momentary), true);
  column(at + 1, tr("S"), loudness(f.shortTerm), loudness(f.maxShortTerm), -200, loudness(f.shortTerm), true);
  column(at + 2, tr("I"), loudness(f.integrated), -200, -200, loudness(f.integrated), true);
  // The target, across the loudness bars.
  const double y = area.bottom() - shareOf(target_) * area.height();
  painter.setPen(QPen(t.text, 1, Qt::DashLine));
  painter.drawLine(QPointF(area.left() + at * (wide + gap) - 3, y), QPointF(area.right() + 2, y));
}

void LevelBars::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) Q_EMIT resetAsked();
}

QString LevelBars::spokenValue() const {
  const MeterFigures& f = feed_.figures();
  const auto text = [](const auto& value) {
    return value ? QLocale().toString(value->value, 'f', 1) : tr("nothing yet");
  };
  return tr("Integrated %1 LUFS, short-term %2, momentary %3, true peak %4 dBTP")
      .arg(text(f.integrated), text(f.shortTerm), text(f.momentary), text(f.truePeak));
}

}  // namespace lathe::gui
