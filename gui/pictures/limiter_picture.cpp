// Painting the limiter's history.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/pictures/limiter_picture.h"

#include <QtCore/QLocale>
#include <QtGui/QPainterPath>
#include <algorithm>

#include "core/processors/limiter.h"
#include "gui/theme/theme.h"

namespace lathe::gui {

LimiterPicture::LimiterPicture(const Settings& settings, QWidget* parent) : StagePicture(settings, parent) {
  setObjectName(QStringLiteral("limiterPicture"));
  setAccessibleName(tr("Gain reduction of the limiter"));
  setToolTip(tr("By how much the limiter has turned down in the last ten seconds of playing, in dB"));
}

void LimiterPicture::showActivity(const std::optional<Activity>& activity) {
  if (!activity) {
    clock_.invalidate();
    return;
  }
  const double seconds = clock_.isValid() ? static_cast<double>(clock_.nsecsElapsed()) * 1e-9 : 0;
  clock_.start();
  add(*activity, seconds);
}

void LimiterPicture::add(const Activity& activity, double seconds) {
  time_ += seconds;
  double reduction = activity.reduction.value;
  // Blocks between two looks: what was deepest in them shows as a new maximum.
  if (activity.deepest.value > deepest_) reduction = std::max(reduction, activity.deepest.value);
  deepest_ = activity.deepest.value;
  history_.push_back({time_, reduction});
  while (history_.size() > 2 && history_[1].time < time_ - kSeconds) history_.pop_front();
  setAccessibleDescription(
      tr("Now %1 dB, at most %2 dB").arg(QLocale().toString(reduction, 'f', 1), QLocale().toString(deepest_, 'f', 1)));
  update();
}

void LimiterPicture::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(axisFont(font()));
  const Theme& t = theme();
  double most = 0;
  for (const Moment& moment : history_) most = std::max(most, moment.reduction);
  const double depth = most > 11 ? 24 : most > 5.5 ? 12 : 6;
  const LevelAxis scale{QRectF(34, 6, width() - 40, height() - fontMetrics().height() - 10), -depth, 0};
  const QRectF area = scale.area;
  drawLevels(painter, scale, depth / 4 < 2 ? 2 : depth / 4);
  painter.setPen(t.dimText);
  for (int second = 0; second <= static_cast<int>(kSeconds); second += 2) {
    const double x = area.right() - second / kSeconds * area.width();
    const int last = static_cast<int>(kSeconds);
    const double left = second == 0 ? x - 40 : second == last ? x + 2 : x - 20;
    painter.drawText(QRectF(left, area.bottom() + 1, 40, 14),
                     Qt::AlignVCenter | (second == 0      ? Qt::AlignRight
                                         : second == last ? Qt::AlignLeft
                                                          : Qt::AlignHCenter),
                     second == 0 ? tr("now") : tr("-%1 s").arg(second));
  }
  const auto& s = settings().as<LimiterSettings>();
  painter.save();
  painter.setClipRect(area);
  if (history_.size() > 1) {
    QPolygonF line;
    for (const Moment& moment : history_)
      line << QPointF(area.right() - (time_ - moment.time) / kSeconds * area.width(), scale.yOf(-moment.reduction));
    QPolygonF filled = line;
    filled << QPointF(line.back().x(), area.top()) << QPointF(line.front().x(), area.top());
    QPainterPath path;
    path.addPolygon(filled);
    QColor fill = t.nearing;
    fill.setAlpha(110);
    painter.fillPath(path, fill);
    painter.setPen(QPen(t.nearing, 1.5));
    painter.drawPolyline(line);
  }
  painter.restore();
  painter.setPen(t.text);
  const QLocale locale;
  QString text = tr("Ceiling %1 dBTP").arg(locale.toString(s.ceiling.value, 'f', 1));
  if (!history_.empty())
    text +=
        tr("   now %1 dB   deepest %2 dB")
            .arg(locale.toString(-history_.back().reduction + 0.0, 'f', 1), locale.toString(-deepest_ + 0.0, 'f', 1));
  painter.drawText(area.adjusted(6, 3, -6, -4), Qt::AlignBottom | Qt::AlignLeft, text);
  if (history_.empty()) {
    painter.setPen(t.dimText);
    painter.drawText(area, Qt::AlignCenter, tr("Play to see how far the gain goes down"));
  }
}

}  // namespace lathe::gui
