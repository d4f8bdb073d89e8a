// Axes, bands, curves and ticks; all but the playhead is drawn once.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/meters/loudness_graph.h"

#include <QtCore/QEvent>
#include <QtCore/QLocale>
#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QToolTip>
#include <algorithm>
#include <cmath>
#include <limits>

#include "gui/axes/time_text.h"
#include "gui/document/track_analysis.h"
#include "gui/theme/theme.h"

namespace lathe::gui {
namespace {

using analysis::Measure;

constexpr float kNothing = -std::numeric_limits<float>::infinity();

bool isLoudness(Measure measure) {
  return measure == Measure::Integrated || measure == Measure::MaxShortTerm || measure == Measure::MaxMomentary ||
         measure == Measure::Dialogue || measure == Measure::Anchor;
}

bool isJudged(const analysis::RuleVerdict& rule) {
  using analysis::Outcome;
  return rule.outcome == Outcome::Pass || rule.outcome == Outcome::Warning || rule.outcome == Outcome::Fail;
}

double timeStep(double seconds, int most) {
  for (const double step : {1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1800.0})
    if (seconds / step <= most) return step;
  return 3600;
}

}  // namespace

LoudnessGraph::LoudnessGraph(QWidget* parent) : QWidget(parent) {
  setAccessibleName(tr("Loudness over time"));
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
}

QRectF LoudnessGraph::area() const {
  return QRectF(30, 8, std::max(10, width() - 36), std::max(10, height() - fontMetrics().height() - 12));
}

double LoudnessGraph::xOf(double seconds) const noexcept {
  const QRectF area = this->area();
  return area.left() + (curves_.seconds > 0 ? seconds / curves_.seconds : 0) * area.width();
}

double LoudnessGraph::secondsAt(double x) const noexcept {
  const QRectF area = this->area();
  return std::clamp((x - area.left()) / area.width(), 0.0, 1.0) * curves_.seconds;
}

double LoudnessGraph::yOf(double loudness) const {
  const QRectF area = this->area();
  return area.top() + std::clamp((highest_ - loudness) / (highest_ - lowest_), 0.0, 1.0) * area.height();
}

void LoudnessGraph::show(LoudnessCurves curves) {
  if (curves.seconds != curves_.seconds) heard_.clear();
  curves_ = std::move(curves);
  fitLevels();
  tellSpoken(*this);
  cache_ = {};
  update();
}

void LoudnessGraph::addHeard(double seconds, double loudness) {
  if (curves_.seconds <= 0 || seconds < 0 || seconds > curves_.seconds) return;
  if (heard_.empty()) heard_.assign(static_cast<std::size_t>(curves_.seconds / kHeardStep) + 1, kNothing);
  const auto at = std::min(static_cast<std::size_t>(seconds / kHeardStep), heard_.size() - 1);
  heard_[at] = static_cast<float>(loudness);
  cache_ = {};
  update();
}

void LoudnessGraph::clearHeard() {
  heard_.clear();
  cache_ = {};
  update();
}

void LoudnessGraph::setPlayhead(double seconds) {
  if (playhead_ == seconds) return;
  playhead_ = seconds;
  update();
}

/// The loudest moment and all limits are inside, and 15 LU below what is usual in the track.
void LoudnessGraph::fitLevels() {
  highest_ = -6;
  lowest_ = -36;
  bool isFirst = true;
  const auto hold = [&](double low, double high) {
    highest_ = isFirst ? high : std::max(highest_, high);
    lowest_ = isFirst ? low : std::min(lowest_, low);
    isFirst = false;
  };
  for (const analysis::Measurement* m : {curves_.before, curves_.after})
    if (m && m->integrated && m->maxMomentary) hold(m->integrated->value - 15, m->maxMomentary->loudness.value);
  if (curves_.verdict)
    for (const analysis::RuleVerdict& rule : curves_.verdict->rules)
      if (isJudged(rule) && isLoudness(rule.rule.measure))
        for (const auto& limit : {rule.rule.lowestAllowed(), rule.rule.highestAllowed()})
          if (limit) hold(*limit - 3, *limit);
  highest_ = std::ceil(highest_ + 2);
  lowest_ = std::max(std::floor(lowest_), highest_ - 60);
}

void LoudnessGraph::drawAxes(QPainter& painter) const {
  const Theme& t = theme();
  const QRectF area = this->area();
  painter.fillRect(area, t.canvas);
  const int levelStep = highest_ - lowest_ > 30 ? 10 : 5;
  for (int level = static_cast<int>(std::floor(highest_ / levelStep)) * levelStep; level > lowest_;
       level -= levelStep) {
    painter.setPen(t.grid);
    painter.drawLine(QPointF(area.left(), yOf(level)), QPointF(area.right(), yOf(level)));
    painter.setPen(t.dimText);
    painter.drawText(QRectF(0, yOf(level) - 8, area.left() - 4, 16), Qt::AlignRight | Qt::AlignVCenter,
                     QString::number(level));
  }
  if (curves_.seconds <= 0) return;
  const int most = std::max(1, static_cast<int>(area.width()) / 70);
  const double step = timeStep(curves_.seconds, most);
  for (double at = 0; at <= curves_.seconds; at += step) {
    painter.setPen(t.grid);
    painter.drawLine(QPointF(xOf(at), area.top()), QPointF(xOf(at), area.bottom()));
    painter.setPen(t.dimText);
    QRectF place(xOf(at) - 40, area.bottom() + 2, 80, fontMetrics().height());
    if (place.right() > width()) place.moveRight(width() - 1);
    if (place.left() < 0) place.moveLeft(area.left() - 38);
    painter.drawText(place, Qt::AlignHCenter | Qt::AlignTop, timeText(at, 48000, TimeFormat::Clock, 0));
  }
}

void LoudnessGraph::drawVerdict(QPainter& painter) const {
  if (!curves_.verdict) return;
  const Theme& t = theme();
  const QRectF area = this->area();
  const auto veiled = [](QColor color, int alpha) {
    color.setAlpha(alpha);
    return color;
  };
  for (const analysis::RuleVerdict& rule : curves_.verdict->rules) {
    if (!isJudged(rule) || !isLoudness(rule.rule.measure)) continue;
    for (const analysis::Moment& moment : rule.moments) {
      const double from = xOf(moment.start.value), to = std::max(xOf(moment.end.value), from + 1.5);
      painter.fillRect(QRectF(from, area.top(), to - from, area.height()), veiled(t.over, 60));
    }
    const auto low = rule.rule.lowestAllowed(), high = rule.rule.highestAllowed();
    if (low && high)
      painter.fillRect(QRectF(QPointF(area.left(), yOf(*high)), QPointF(area.right(), yOf(*low) + 1)),
                       veiled(t.good, 80));
    painter.setPen(QPen(t.good, 1, Qt::DashLine));
    if (low.has_value() != high.has_value()) {
      const double y = yOf(low ? *low : *high);
      painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
    } else if (rule.rule.target) {
      painter.drawLine(QPointF(area.left(), yOf(*rule.rule.target)), QPointF(area.right(), yOf(*rule.rule.target)));
    }
  }
  if (!curves_.after || !curves_.after->overs) return;
  const auto limit = peakLimitOf(*curves_.verdict);
  if (!limit) return;
  for (const analysis::PeakOver& over : curves_.after->overs->listed)
    if (over.level > *limit) painter.fillRect(QRectF(xOf(over.time.value) - 1, area.top() - 6, 2, 8), t.over);
}

/// The largest value of each pixel, so that no maximum is lost.
void LoudnessGraph::drawCurve(QPainter& painter, std::span<const float> values, double step, const QPen& pen) const {
  QPolygonF line;
  painter.setPen(pen);
  const auto flush = [&] {
    if (line.size() > 1) painter.drawPolyline(line);
    line.clear();
  };
  double column = -1;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto value = static_cast<double>(values[i]);
    if (!(value > -70)) {
      flush();
      column = -1;
      continue;
    }
    const double x = std::min(xOf(static_cast<double>(i + 1) * step), area().right());
    if (std::floor(x) == column) {
      line.back().setY(std::min(line.back().y(), yOf(value)));
      continue;
    }
    column = std::floor(x);
    line << QPointF(x, yOf(value));
  }
  flush();
}

QPixmap LoudnessGraph::drawn() {
  const double ratio = devicePixelRatioF();
  QPixmap picture((QSizeF(size()) * ratio).toSize());
  picture.setDevicePixelRatio(ratio);
  const Theme& t = theme();
  picture.fill(palette().color(QPalette::Window));
  QPainter painter(&picture);
  QFont small = font();
  small.setPointSizeF(small.pointSizeF() * 0.82);
  painter.setFont(small);
  drawAxes(painter);
  drawVerdict(painter);
  painter.setClipRect(area());
  const auto series = [](const analysis::Measurement* m) { return m && m->series ? &*m->series : nullptr; };
  QColor faint = t.waveform;
  faint.setAlpha(110);
  if (const auto* after = series(curves_.after))
    drawCurve(painter, after->momentary, after->step.value, QPen(faint, 1));
  if (const auto* before = series(curves_.before))
    drawCurve(painter, before->shortTerm, before->step.value, QPen(t.dimText, 1, Qt::DotLine));
  if (!heard_.empty()) drawCurve(painter, heard_, kHeardStep, QPen(t.marker, 1));
  if (const auto* after = series(curves_.after)) {
    painter.setRenderHint(QPainter::Antialiasing);
    drawCurve(painter, after->shortTerm, after->step.value, QPen(t.waveform, 1.6));
  }
  return picture;
}

void LoudnessGraph::paintEvent(QPaintEvent*) {
  if (cache_.isNull()) cache_ = drawn();
  QPainter painter(this);
  painter.drawPixmap(0, 0, cache_);
  const QRectF area = this->area();
  if (!curves_.after && heard_.empty()) {
    painter.setPen(theme().dimText);
    painter.drawText(area, Qt::AlignCenter | Qt::TextWordWrap,
                     tr("Measure the whole track, or play it: its loudness is drawn here"));
  }
  if (playhead_ >= 0) {
    painter.fillRect(QRectF(xOf(playhead_) - 1.5, area.top(), 3, area.height()), theme().playheadOutline);
    painter.fillRect(QRectF(xOf(playhead_) - 0.5, area.top(), 1, area.height()), theme().playhead);
  }
  if (hasFocus()) {
    painter.setPen(theme().accent);
    painter.drawRect(area.adjusted(0, 0, -1, -1));
  }
}

void LoudnessGraph::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) cache_ = {};
  QWidget::changeEvent(event);
}

void LoudnessGraph::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton && curves_.seconds > 0) Q_EMIT jumpAsked(secondsAt(event->position().x()));
}

QString LoudnessGraph::textAt(double seconds) const {
  QString text = timeText(seconds, 48000, TimeFormat::Clock, 1);
  const auto add = [&](const analysis::Measurement* m, const QString& format) {
    if (!m || !m->series || m->series->size() == 0) return;
    const auto at = std::min(static_cast<std::size_t>(seconds / m->series->step.value), m->series->size() - 1);
    const auto number = [](float value) {
      return value > -70.F ? QLocale().toString(static_cast<double>(value), 'f', 1) : QStringLiteral("–");
    };
    text += QLatin1Char('\n') % format.arg(number(m->series->momentary[at]), number(m->series->shortTerm[at]));
  };
  add(curves_.after, tr("momentary %1, short-term %2 LUFS"));
  add(curves_.before, tr("before the chain %1, %2 LUFS"));
  return text;
}

void LoudnessGraph::mouseMoveEvent(QMouseEvent* event) {
  if (curves_.seconds <= 0) return;
  const double at = secondsAt(event->position().x());
  if (event->buttons() & Qt::LeftButton) Q_EMIT jumpAsked(at);
  QToolTip::showText(event->globalPosition().toPoint(), textAt(at), this);
}

void LoudnessGraph::keyPressEvent(QKeyEvent* event) {
  const double at = std::max(playhead_, 0.0);
  switch (event->key()) {
    case Qt::Key_Left:
      return Q_EMIT jumpAsked(std::max(0.0, at - 1));
    case Qt::Key_Right:
      return Q_EMIT jumpAsked(std::min(curves_.seconds, at + 1));
    case Qt::Key_Home:
      return Q_EMIT jumpAsked(0);
    case Qt::Key_End:
      return Q_EMIT jumpAsked(curves_.seconds);
    default:
      QWidget::keyPressEvent(event);
  }
}

QString LoudnessGraph::spokenValue() const {
  if (!curves_.after || !curves_.after->integrated) return tr("Not measured yet");
  return tr("Integrated loudness %1 LUFS").arg(QLocale().toString(curves_.after->integrated->value, 'f', 1));
}

}  // namespace lathe::gui
