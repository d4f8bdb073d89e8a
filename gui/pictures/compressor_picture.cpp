// Painting the transfer curve and the reduction.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/pictures/compressor_picture.h"

#include <QtCore/QLocale>
#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <algorithm>
#include <cmath>

#include "core/processors/compressor_curve.h"
#include "gui/theme/theme.h"

namespace lathe::gui {
namespace {

constexpr double kLowest = -60, kMeter = 24;  ///< dB
constexpr int kMeterWidth = 62;
QStringList dragged() { return {QStringLiteral("threshold"), QStringLiteral("ratio")}; }

}  // namespace

CompressorPicture::CompressorPicture(const Settings& settings, QWidget* parent) : StagePicture(settings, parent) {
  setObjectName(QStringLiteral("compressorPicture"));
  setAccessibleName(tr("Compressor curve"));
  setToolTip(
      tr("Level out over level in, dBFS. Drag the point: threshold, and up or down the ratio;\nor the arrow keys. On "
         "the right: by how much it turns down now, and at most since playing began."));
  setFocusPolicy(Qt::StrongFocus);
  describe();
}

void CompressorPicture::describe() {
  const auto& s = settings().as<CompressorSettings>();
  setAccessibleDescription(
      tr("Threshold %1 dB, ratio %2 to 1")
          .arg(QLocale().toString(s.threshold.value, 'f', 1), QLocale().toString(s.ratio, 'f', 2)));
}

void CompressorPicture::settingsChanged() {
  describe();
  update();
}

void CompressorPicture::showActivity(const std::optional<Activity>& activity) {
  if (!activity && !activity_) return;
  activity_ = activity;
  update();
}

LevelAxis CompressorPicture::scale() const {
  return {QRectF(34, 6, width() - 40 - kMeterWidth, height() - fontMetrics().height() - 10), kLowest, 0};
}

double CompressorPicture::xOfLevel(double decibels) const {
  const QRectF area = scale().area;
  return area.left() + (decibels - kLowest) / -kLowest * area.width();
}

QPointF CompressorPicture::node() const {
  const auto& s = settings().as<CompressorSettings>();
  return {std::clamp(xOfLevel(s.threshold.value), scale().area.left(), scale().area.right()),
          scale().yOf(compressedLevel(s, s.threshold).value)};
}

void CompressorPicture::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(axisFont(font()));
  const Theme& t = theme();
  const LevelAxis scale = this->scale();
  const QRectF area = scale.area;
  drawLevels(painter, scale, 12);
  for (int level = -48; level < 0; level += 12) {
    painter.setPen(t.grid);
    painter.drawLine(QPointF(xOfLevel(level), area.top()), QPointF(xOfLevel(level), area.bottom()));
    painter.setPen(t.dimText);
    painter.drawText(QRectF(xOfLevel(level) - 20, area.bottom() + 1, 40, 14), Qt::AlignCenter, QString::number(level));
  }
  const auto& s = settings().as<CompressorSettings>();
  painter.save();
  painter.setClipRect(area);
  painter.setPen(QPen(t.dimText, 1, Qt::DashLine));
  painter.drawLine(area.bottomLeft(), area.topRight());
  painter.setPen(QPen(t.grid, 1));
  painter.drawLine(QPointF(node().x(), area.top()), QPointF(node().x(), area.bottom()));
  QPolygonF line;
  for (double x = area.left(); x <= area.right(); x += 1) {
    const double in = kLowest - kLowest * (x - area.left()) / area.width();
    const double share = (compressedLevel(s, {in}).value - kLowest) / -kLowest;
    line << QPointF(x, area.bottom() - share * area.height());
  }
  painter.setPen(QPen(t.accent, 2));
  painter.drawPolyline(line);
  painter.restore();
  painter.setPen(QPen(t.text, 2));
  painter.setBrush(t.accent);
  painter.drawEllipse(node(), 6, 6);
  drawMeter(painter);
  if (hasFocus()) {
    painter.setPen(QPen(t.accent, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5));
  }
}

void CompressorPicture::drawMeter(QPainter& painter) const {
  const Theme& t = theme();
  const QRectF area = scale().area;
  const QRectF bar(area.right() + 12, area.top(), 14, area.height());
  painter.fillRect(bar, t.meterTrack);
  painter.setPen(t.dimText);
  for (int level = 0; level <= static_cast<int>(kMeter); level += 6)
    painter.drawText(QRectF(bar.right() + 4, bar.top() + level / kMeter * bar.height() - 8, 30, 16),
                     Qt::AlignLeft | Qt::AlignVCenter, level == 0 ? QStringLiteral("0") : QString::number(-level));
  const double now = activity_ ? activity_->reduction.value : 0, most = activity_ ? activity_->deepest.value : 0;
  const auto depth = [&](double reduction) { return std::clamp(reduction / kMeter, 0.0, 1.0) * bar.height(); };
  painter.fillRect(QRectF(bar.left(), bar.top(), bar.width(), depth(now)), t.nearing);
  if (most > 0.05) {
    painter.setPen(QPen(t.over, 2));
    painter.drawLine(QPointF(bar.left(), bar.top() + depth(most)), QPointF(bar.right(), bar.top() + depth(most)));
  }
  painter.setPen(t.text);
  painter.drawText(QRectF(area.right() + 2, area.bottom() + 1, kMeterWidth, 14), Qt::AlignCenter,
                   activity_ ? tr("%1 dB").arg(QLocale().toString(now > 0.05 ? -now : 0.0, 'f', 1)) : QString());
}

void CompressorPicture::mousePressEvent(QMouseEvent* event) {
  const QPointF away = node() - event->position();
  if (event->button() != Qt::LeftButton || std::hypot(away.x(), away.y()) > 14) return;
  isDragging_ = true;
  hasMoved_ = false;
  pressed_ = event->position();
  ratioAtPress_ = settings().get("ratio");
  thresholdAtPress_ = settings().get("threshold");
}

void CompressorPicture::mouseMoveEvent(QMouseEvent* event) {
  if (!isDragging_) return;
  hasMoved_ = true;
  const QPointF moved = event->position() - pressed_;
  put("threshold", std::round(10 * (thresholdAtPress_ - kLowest * moved.x() / scale().area.width())) / 10);
  put("ratio", ratioAtPress_ * std::pow(2.0, moved.y() / 40));
  settingsChanged();
  Q_EMIT previewed(settings(), dragged());
}

void CompressorPicture::mouseReleaseEvent(QMouseEvent*) {
  if (isDragging_ && hasMoved_) Q_EMIT edited(settings(), dragged());
  isDragging_ = hasMoved_ = false;
}

bool CompressorPicture::isOwnKey(const QKeyEvent& event) const {
  return event.key() == Qt::Key_Left || event.key() == Qt::Key_Right || event.key() == Qt::Key_Up ||
         event.key() == Qt::Key_Down;
}

void CompressorPicture::keyPressEvent(QKeyEvent* event) {
  if (!isOwnKey(*event)) return StagePicture::keyPressEvent(event);
  const bool isFine = event->modifiers().testFlag(Qt::ShiftModifier);
  const bool isMore = event->key() == Qt::Key_Right || event->key() == Qt::Key_Up;
  if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)
    put("threshold", settings().get("threshold") + (isMore ? 1 : -1) * (isFine ? 0.1 : 1));
  else
    put("ratio", settings().get("ratio") * std::pow(2.0, (isMore ? 1 : -1) * (isFine ? 0.02 : 0.125)));
  settingsChanged();
  Q_EMIT edited(settings(), dragged());
}

}  // namespace lathe::gui
