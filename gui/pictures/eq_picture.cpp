// Painting the equaliser's curve and moving its nodes.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/pictures/eq_picture.h"

#include <QtCore/QLocale>
#include <QtGui/QMouseEvent>
#include <QtGui/QWheelEvent>
#include <QtWidgets/QToolTip>
#include <algorithm>
#include <cmath>

#include "core/processors/eq.h"
#include "gui/theme/theme.h"

namespace lathe::gui {
namespace {

constexpr double kReach = 12;  ///< pixels around a node that take it
constexpr double kNode = 7;

}  // namespace

EqPicture::EqPicture(const Settings& settings, Workspace& workspace, QWidget* parent)
    : StagePicture(settings, parent), workspace_(workspace) {
  setObjectName(QStringLiteral("eqPicture"));
  setAccessibleName(tr("Equaliser curve"));
  setToolTip(
      tr("Drag a node: frequency and gain; wheel: Q; double click: on or off.\nArrow keys move the current band, Page "
         "Up and Page Down choose another.\nBehind the curve: the spectrum of what plays, after all stages."));
  setFocusPolicy(Qt::StrongFocus);
  connect(&workspace.meters, &MeterFeed::changed, this, qOverload<>(&QWidget::update));
  describe();
}

std::string EqPicture::id(int band, const char* parameter) {
  return "band" + std::to_string(band + 1) + "." + parameter;
}

const EqBand& EqPicture::band(int band) const {
  return settings().as<EqSettings>().bands[static_cast<std::size_t>(band)];
}

bool EqPicture::hasGain(int band) const {
  const EqType type = this->band(band).type;
  return type == EqType::Bell || type == EqType::LowShelf || type == EqType::HighShelf || type == EqType::Tilt;
}

FrequencyPlot EqPicture::plot() const {
  double largest = 0;
  for (const EqBand& b : settings().as<EqSettings>().bands)
    if (b.isEnabled) largest = std::max(largest, std::abs(b.gain.value));
  const double range = largest > 17 ? 31 : 18;
  return {{QRectF(34, 6, width() - 40, height() - fontMetrics().height() - 10), -range, range}};
}

QPointF EqPicture::nodeOf(int which) const {
  const FrequencyPlot plot = this->plot();
  const EqBand& b = band(which);
  const double x = std::clamp(plot.xOf(b.frequency.value), plot.levels.area.left(), plot.levels.area.right());
  return {x, plot.levels.yOf(hasGain(which) ? b.gain.value : 0)};
}

int EqPicture::bandAt(QPointF place) const {
  int nearest = -1;
  double least = kReach;
  for (int b = 0; b < EqSettings::kBands; ++b) {
    const QPointF away = nodeOf(b) - place;
    // Among nodes on top of each other, the current one stays in hand.
    const double distance = std::hypot(away.x(), away.y()) - (b == current_ ? 1 : 0);
    if (distance < least) {
      least = distance;
      nearest = b;
    }
  }
  return nearest;
}

void EqPicture::setCurrentBand(int band) {
  current_ = (band + EqSettings::kBands) % EqSettings::kBands;
  describe();
  update();
}

QString EqPicture::bandText() const {
  const EqBand& b = band(current_);
  const QLocale locale;
  QString text = tr("Band %1: %2 Hz")
                     .arg(current_ + 1)
                     .arg(locale.toString(b.frequency.value, 'f', b.frequency.value < 100 ? 1 : 0));
  if (hasGain(current_)) text += tr(", %1 dB").arg(locale.toString(b.gain.value, 'f', 1));
  text += tr(", Q %1").arg(locale.toString(b.q, 'f', 2));
  if (!b.isEnabled) text += tr(", off");
  return text;
}

void EqPicture::describe() { setAccessibleDescription(bandText()); }

void EqPicture::settingsChanged() {
  describe();
  update();
}

void EqPicture::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(axisFont(font()));
  const FrequencyPlot plot = this->plot();
  const Theme& t = theme();
  drawLevels(painter, plot.levels, plot.levels.high > 20 ? 10 : 6);
  drawFrequencies(painter, plot);
  painter.save();
  painter.setClipRect(plot.levels.area);
  drawSpectrum(painter, plot, {plot.levels.area, -100, 0}, workspace_.meters.spectrum());
  painter.setPen(QPen(t.dimText, 1));
  painter.drawLine(QPointF(plot.levels.area.left(), plot.levels.yOf(0)),
                   QPointF(plot.levels.area.right(), plot.levels.yOf(0)));
  drawCurve(painter, plot);
  painter.restore();
  for (int b = 0; b < EqSettings::kBands; ++b)
    if (b != current_) drawNode(painter, b);
  drawNode(painter, current_);
  painter.setPen(t.text);
  painter.drawText(plot.levels.area.adjusted(6, 3, -6, -3), Qt::AlignTop | Qt::AlignRight, bandText());
  if (hasFocus()) {
    painter.setPen(QPen(t.accent, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(plot.levels.area.adjusted(0.5, 0.5, -0.5, -0.5));
  }
}

void EqPicture::drawCurve(QPainter& painter, const FrequencyPlot& plot) const {
  const EqCurve curve(settings().as<EqSettings>(), workspace_.sound.rate());
  const QRectF area = plot.levels.area;
  const double nyquist = workspace_.sound.rate() / 2.0;
  QPolygonF line;
  for (double x = area.left(); x <= area.right(); x += 1)
    if (const double hertz = plot.hertzAt(x); hertz < nyquist) {
      // Not clamped: a cut of a notch leaves the area and comes back.
      const double share = (curve.at({hertz}).value - plot.levels.low) / (plot.levels.high - plot.levels.low);
      line << QPointF(x, area.bottom() - std::clamp(share, -1.0, 2.0) * area.height());
    }
  painter.setPen(QPen(theme().accent, 2));
  painter.setBrush(Qt::NoBrush);
  painter.drawPolyline(line);
}

void EqPicture::drawNode(QPainter& painter, int which) const {
  const Theme& t = theme();
  const bool isOn = band(which).isEnabled, isCurrent = which == current_;
  painter.setPen(QPen(isCurrent ? t.text : isOn ? t.accent : t.dimText, isCurrent ? 2 : 1));
  painter.setBrush(isOn && isCurrent ? t.accent : t.raised);
  painter.drawEllipse(nodeOf(which), kNode, kNode);
  painter.setPen(isOn ? (isCurrent ? t.accentText : t.text) : t.dimText);
  const QPointF centre = nodeOf(which);
  painter.drawText(QRectF(centre.x() - 8, centre.y() - 8, 16, 16), Qt::AlignCenter, QString::number(which + 1));
}

void EqPicture::moveNode(double hertz, double decibels) {
  put(id(current_, "frequency"), hertz);
  if (hasGain(current_)) put(id(current_, "gain"), std::round(decibels * 10) / 10);
  settingsChanged();
}

void EqPicture::mousePressEvent(QMouseEvent* event) {
  const int hit = bandAt(event->position());
  if (hit < 0 || event->button() != Qt::LeftButton) return;
  setCurrentBand(hit);
  grip_ = nodeOf(hit) - event->position();
  isDragging_ = true;
  hasMoved_ = false;
}

void EqPicture::mouseMoveEvent(QMouseEvent* event) {
  if (!isDragging_) return;
  const FrequencyPlot plot = this->plot();
  const QPointF place = event->position() + grip_;
  hasMoved_ = true;
  moveNode(plot.hertzAt(place.x()), plot.levels.decibelsAt(place.y()));
  Q_EMIT previewed(settings(),
                   {QString::fromStdString(id(current_, "frequency")), QString::fromStdString(id(current_, "gain"))});
}

void EqPicture::mouseReleaseEvent(QMouseEvent*) {
  if (isDragging_ && hasMoved_)
    Q_EMIT edited(settings(),
                  {QString::fromStdString(id(current_, "frequency")), QString::fromStdString(id(current_, "gain"))});
  isDragging_ = hasMoved_ = false;
}

void EqPicture::mouseDoubleClickEvent(QMouseEvent* event) {
  const int hit = bandAt(event->position());
  if (hit < 0) return;
  setCurrentBand(hit);
  put(id(hit, "enabled"), band(hit).isEnabled ? 0 : 1);
  settingsChanged();
  Q_EMIT edited(settings(), {QString::fromStdString(id(hit, "enabled"))});
}

void EqPicture::scaleQ(double factor) {
  put(id(current_, "q"), band(current_).q * factor);
  settingsChanged();
  Q_EMIT edited(settings(), {QString::fromStdString(id(current_, "q"))});
}

void EqPicture::wheelEvent(QWheelEvent* event) {
  const int hit = bandAt(event->position());
  if (hit < 0) return event->ignore();
  setCurrentBand(hit);
  scaleQ(std::pow(2.0, event->angleDelta().y() / 480.0));
  event->accept();
}

bool EqPicture::isOwnKey(const QKeyEvent& event) const {
  switch (event.key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_Home:
    case Qt::Key_Return:
      return true;
    default:
      return false;
  }
}

void EqPicture::keyPressEvent(QKeyEvent* event) {
  if (!isOwnKey(*event)) return StagePicture::keyPressEvent(event);
  const bool isFine = event->modifiers().testFlag(Qt::ShiftModifier);
  const double octaves = isFine ? 1.0 / 96 : 1.0 / 12, decibels = isFine ? 0.1 : 0.5;
  const EqBand now = band(current_);
  const bool isUp = event->key() == Qt::Key_Up || event->key() == Qt::Key_Right;
  switch (event->key()) {
    case Qt::Key_PageUp:
      return setCurrentBand(current_ - 1);
    case Qt::Key_PageDown:
      return setCurrentBand(current_ + 1);
    case Qt::Key_Left:
    case Qt::Key_Right:
      moveNode(now.frequency.value * std::pow(2.0, isUp ? octaves : -octaves), now.gain.value);
      break;
    case Qt::Key_Up:
    case Qt::Key_Down:
      if (event->modifiers().testFlag(Qt::ControlModifier)) return scaleQ(std::pow(2.0, isUp ? 0.25 : -0.25));
      moveNode(now.frequency.value, now.gain.value + (isUp ? decibels : -decibels));
      break;
    case Qt::Key_Home:
      moveNode(now.frequency.value, 0);
      break;
    default:
      put(id(current_, "enabled"), now.isEnabled ? 0 : 1);
      settingsChanged();
      Q_EMIT edited(settings(), {QString::fromStdString(id(current_, "enabled"))});
      return;
  }
  Q_EMIT edited(settings(),
                {QString::fromStdString(id(current_, "frequency")), QString::fromStdString(id(current_, "gain"))});
}

}  // namespace lathe::gui
