// Painting rulers and dragging them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/views/rulers.h"

#include <QtCore/QLocale>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtWidgets/QApplication>
#include <QtWidgets/QToolTip>
#include <algorithm>
#include <array>
#include <cmath>

#include "gui/axes/lane_layout.h"
#include "gui/axes/time_text.h"
#include "gui/theme/theme.h"
#include "gui/views/spectrogram_view.h"

namespace lathe::gui {
namespace {

constexpr double kLabelSpacing = 110;  ///< pixels, at least

/// Distance of labels, in seconds: one that people count in.
double niceStep(double least) {
  static constexpr std::array<double, 14> kSteps = {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200};
  if (least <= 0.5) {
    const double decade = std::pow(10, std::floor(std::log10(least)));
    for (const double m : {1.0, 2.0, 5.0, 10.0})
      if (decade * m >= least) return decade * m;
  }
  for (const double step : kSteps)
    if (step >= least) return step;
  return std::ceil(least / 3600) * 3600;
}

void paintTick(QPainter& painter, int width, double y, const QString& text, double top, double bottom) {
  painter.drawLine(QPointF(width - 5, y), QPointF(width, y));
  const int height = painter.fontMetrics().height();
  const double labelTop = std::clamp(y - height / 2.0, top, bottom - height);
  painter.drawText(QRectF(0, labelTop, width - 8, height), Qt::AlignRight | Qt::AlignVCenter, text);
}

QString hertzText(double hertz) {
  if (hertz >= 1000) return QLocale().toString(hertz / 1000, 'g', 3) % QStringLiteral("k");
  return QLocale().toString(hertz, 'g', 4);
}

std::vector<double> hertzMarks(const FrequencyScale& scale) {
  std::vector<double> marks;
  if (scale.axis() == FrequencyAxis::Linear) {
    const double least = (scale.high() - scale.low()) / std::max(1.0, scale.height() / 40);
    const double decade = std::pow(10, std::floor(std::log10(least)));
    double step = decade * 10;
    for (const double m : {1.0, 2.0, 5.0})
      if (decade * m >= least) {
        step = decade * m;
        break;
      }
    for (double hertz = std::ceil(scale.low() / step) * step; hertz <= scale.high(); hertz += step)
      marks.push_back(hertz);
  } else {
    for (double decade = 1; decade <= 1e6; decade *= 10)
      for (const double m : {1.0, 2.0, 5.0, 3.0, 7.0, 1.5}) marks.push_back(decade * m);
  }
  return marks;
}

}  // namespace

TimeRuler::TimeRuler(Workspace& workspace, QWidget* parent) : QWidget(parent), workspace_(workspace) {
  setAccessibleName(tr("Time ruler"));
  setToolTip(tr("Click: cursor. Drag: scroll, and up or down to zoom. Shift and drag: hear what the pointer passes"));
  setFixedHeight(26);
  setMouseTracking(true);
  connect(&workspace.axis, &TimeAxis::changed, this, qOverload<>(&QWidget::update));
  connect(&workspace.sound, &TrackSound::opened, this, qOverload<>(&QWidget::update));
  connect(&workspace.document, &Document::changed, this, qOverload<>(&QWidget::update));
}

void TimeRuler::setFormat(TimeFormat format) {
  format_ = format;
  update();
}

void TimeRuler::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Theme& t = theme();
  painter.fillRect(rect(), t.ruler);
  if (!workspace_.sound.clip()) return;
  const TimeAxis& axis = workspace_.axis;
  const double perSecond = axis.rate() / axis.framesPerPixel();
  const double step = niceStep(kLabelSpacing / perSecond);
  const int decimals = step < 1 ? static_cast<int>(std::ceil(-std::log10(step) - 1e-9)) : 0;
  painter.setPen(t.rulerText);
  const double first = std::floor(axis.seconds(axis.start()) / step) * step;
  for (double time = first; time <= axis.seconds(axis.end()); time += step) {
    const double x = std::floor(axis.xOf(time * axis.rate())) + 0.5;
    painter.drawLine(QPointF(x, height() - 9), QPointF(x, height()));
    for (int i = 1; i < 5; ++i) {
      const double minor = std::floor(axis.xOf((time + i * step / 5) * axis.rate())) + 0.5;
      painter.drawLine(QPointF(minor, height() - 4), QPointF(minor, height()));
    }
    painter.drawText(QPointF(x + 4, height() - 10), timeText(time, axis.rate(), format_, decimals));
  }
  if (!workspace_.document.hasTrack()) return;
  for (const Marker& marker : workspace_.document.track().markers) {
    const double x = axis.xOf(static_cast<double>(marker.frame));
    QPainterPath flag;
    flag.addPolygon(QPolygonF({{x - 5, 0}, {x + 5, 0}, {x, 8}}));
    painter.fillPath(flag, t.marker);
  }
}

void TimeRuler::mousePressEvent(QMouseEvent* event) {
  pressedAt_ = event->position();
  pressedStart_ = workspace_.axis.start();
  pressedZoom_ = workspace_.axis.framesPerPixel();
  hasDragged_ = false;
  scrubs_ = event->button() == Qt::LeftButton && event->modifiers() & Qt::ShiftModifier && workspace_.sound.clip();
  if (scrubs_) scrub(event->position().x());
}

void TimeRuler::scrub(double x) {
  const TimeAxis& axis = workspace_.axis;
  const Seconds time{std::clamp(axis.frameAt(x), 0.0, axis.frames()) / axis.rate()};
  workspace_.selection.setCursor(time);
  workspace_.transport.scrub(time);
}

void TimeRuler::mouseMoveEvent(QMouseEvent* event) {
  if (workspace_.document.hasTrack())
    for (const Marker& marker : workspace_.document.track().markers)
      if (std::abs(workspace_.axis.xOf(static_cast<double>(marker.frame)) - event->position().x()) < 5)
        QToolTip::showText(event->globalPosition().toPoint(), QString::fromStdString(marker.name), this);
  if (pressedStart_ < 0 || !(event->buttons() & Qt::LeftButton)) return;
  if (scrubs_) return scrub(event->position().x());
  const QPointF moved = event->position() - pressedAt_;
  hasDragged_ = hasDragged_ || moved.manhattanLength() >= QApplication::startDragDistance();
  if (!hasDragged_) return;
  TimeAxis& axis = workspace_.axis;
  const double held = pressedStart_ + pressedAt_.x() * pressedZoom_;  // stays under the pointer
  const double zoom = pressedZoom_ * std::pow(1.01, moved.y());
  axis.show(held - event->position().x() * zoom, held + (axis.width() - event->position().x()) * zoom);
}

void TimeRuler::mouseReleaseEvent(QMouseEvent* event) {
  if (scrubs_) workspace_.transport.stop();
  hasDragged_ = hasDragged_ || scrubs_;
  scrubs_ = false;
  const TimeAxis& axis = workspace_.axis;
  if (!hasDragged_ && event->button() == Qt::LeftButton)
    workspace_.selection.setCursor(
        Seconds{std::clamp(axis.frameAt(event->position().x()), 0.0, axis.frames()) / axis.rate()});
  pressedStart_ = -1;
}

void TimeRuler::wheelEvent(QWheelEvent* event) {
  workspace_.axis.zoom(std::pow(1.189207115, event->angleDelta().y() / 120.0), event->position().x());
}

LevelRuler::LevelRuler(Workspace& workspace, QWidget* parent) : QWidget(parent), workspace_(workspace) {
  setAccessibleName(tr("Level ruler"));
  connect(&workspace.view, &ViewSettings::changed, this, qOverload<>(&QWidget::update));
  connect(&workspace.sound, &TrackSound::opened, this, qOverload<>(&QWidget::update));
}

void LevelRuler::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), theme().ruler);
  painter.setPen(theme().rulerText);
  QFont small = font();
  small.setPointSizeF(small.pointSizeF() * 0.85);
  painter.setFont(small);
  const std::size_t lanes = workspace_.view.lanes(workspace_.sound.channels()).size();
  const int textHeight = painter.fontMetrics().height();
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    const LaneRect place = laneRect(lane, lanes, height());
    const double middle = place.top + place.height / 2,
                 scale = workspace_.view.values().waveformZoom * place.height / 2;
    double last = place.top - textHeight;
    for (const int decibels : {0, -3, -6, -12, -18, -24, -36, -48, -60, -72}) {
      const double y = middle - std::pow(10, decibels / 20.0) * scale;
      if (y < place.top - 1 || y - last < textHeight || middle - y < textHeight) continue;
      paintTick(painter, width(), std::max(y, place.top), QString::number(decibels), place.top,
                place.top + place.height);
      last = y;
    }
    paintTick(painter, width(), middle, QStringLiteral("−∞"), place.top, place.top + place.height);
  }
}

FrequencyRuler::FrequencyRuler(Workspace& workspace, SpectrogramView& view, QWidget* parent)
    : QWidget(parent), workspace_(workspace), view_(view) {
  setAccessibleName(tr("Frequency ruler"));
  setMouseTracking(true);
  setCursor(Qt::SizeVerCursor);
  connect(&view, &SpectrogramView::scaleChanged, this, qOverload<>(&QWidget::update));
}

void FrequencyRuler::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), theme().ruler);
  painter.setPen(theme().rulerText);
  QFont small = font();
  small.setPointSizeF(small.pointSizeF() * 0.85);
  painter.setFont(small);
  const double least = painter.fontMetrics().height();
  const std::size_t lanes = view_.lanes().size();
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    const LaneRect place = laneRect(lane, lanes, height());
    const FrequencyScale scale = view_.scaleOf(lane);
    std::vector<double> taken;
    for (const double hertz : hertzMarks(scale)) {
      if (hertz < scale.low() || hertz > scale.high()) continue;
      const double y = place.top + scale.yOf(hertz);
      if (std::ranges::any_of(taken, [&](double other) { return std::abs(other - y) < least; })) continue;
      taken.push_back(y);
      paintTick(painter, width(), y, hertzText(hertz), place.top, place.top + place.height);
    }
  }
}

void FrequencyRuler::moveRange(double pixels) {
  const FrequencyScale scale = view_.scaleOf(0);
  const double most = workspace_.sound.rate() / 2.0;
  double low = scale.hertzAt(scale.height() + pixels), high = scale.hertzAt(pixels);
  if (high > most || low < (scale.axis() == FrequencyAxis::Logarithmic ? 10 : 0)) return;
  workspace_.view.change([&](ViewValues& v) {
    v.lowestHertz = low;
    v.highestHertz = high;
  });
}

void FrequencyRuler::mousePressEvent(QMouseEvent* event) { dragY_ = event->position().y(); }

void FrequencyRuler::mouseMoveEvent(QMouseEvent* event) {
  const double hertz = view_.hertzAt(event->position().y());
  QToolTip::showText(event->globalPosition().toPoint(),
                     tr("%1 Hz  %2").arg(QLocale().toString(hertz, 'f', hertz < 1000 ? 1 : 0), noteName(hertz)), this);
  if (!(event->buttons() & Qt::LeftButton)) return;
  moveRange(dragY_ - event->position().y());
  dragY_ = event->position().y();
}

void FrequencyRuler::mouseDoubleClickEvent(QMouseEvent*) {
  workspace_.view.change([](ViewValues& v) {
    v.lowestHertz = v.axis == FrequencyAxis::Logarithmic ? 20 : 0;
    v.highestHertz = 0;
  });
}

void FrequencyRuler::wheelEvent(QWheelEvent* event) {
  QWheelEvent vertical(event->position(), event->globalPosition(), event->pixelDelta(), event->angleDelta(),
                       event->buttons(), event->modifiers() | Qt::AltModifier, event->phase(), event->inverted());
  QApplication::sendEvent(&view_, &vertical);
}

QString TimeRuler::spokenValue() const {
  return timeText(workspace_.selection.cursor().value, workspace_.sound.rate(), format_);
}

}  // namespace lathe::gui
