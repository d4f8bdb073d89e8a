// Axes and curves in points.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/report/pdf_plot.h"

#include <algorithm>
#include <cmath>

#include "gui/axes/time_text.h"
#include "gui/document/track_analysis.h"

namespace lathe::gui {
namespace {

using analysis::Measurement;

constexpr std::size_t kColumns = 900;
const QColor kGrid(0xDF, 0xE3, 0xE8), kSoft(0x5B, 0x64, 0x70), kShort(0x1F, 0x5F, 0xBF), kMomentary(0x9D, 0xBD, 0xEA),
    kTarget(0x2F, 0x9E, 0x5A), kBad(0xC6, 0x28, 0x28);

struct Axes {
  QRectF area;
  double seconds, low, high;
  double x(double at) const { return area.left() + at / seconds * area.width(); }
  double y(double level) const {
    return area.top() + std::clamp((high - level) / (high - low), 0.0, 1.0) * area.height();
  }
};

double stepOf(double range, int most) {
  for (const double step : {1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1800.0})
    if (range / step <= most) return step;
  return 3600;
}

Axes axesOf(const QRectF& area, const analysis::CheckedSignal& signal) {
  const Measurement& m = signal.evidence.measurement;
  double high = m.maxMomentary ? m.maxMomentary->loudness.value : -20, low = m.integrated ? m.integrated->value : -40;
  for (const analysis::SpecVerdict& verdict : signal.verdicts)
    if (const auto rule = loudnessTarget(verdict.spec); rule && rule->target) {
      high = std::max(high, *rule->target);
      low = std::min(low, *rule->target);
    }
  return {area, std::max(m.duration.value, 0.1), std::max(std::floor(low - 15), high - 60), std::ceil(high + 2)};
}

void curve(QPainter& painter, const Axes& axes, const std::vector<float>& values, double step, const QPen& pen) {
  painter.setPen(pen);
  QPolygonF line;
  const std::size_t columns = std::min(kColumns, values.size());
  for (std::size_t column = 0; column <= columns; ++column) {
    double highest = -1000;
    const std::size_t from = column * values.size() / columns, to = (column + 1) * values.size() / columns;
    for (std::size_t i = from; i < std::min(to, values.size()); ++i)
      highest = std::max(highest, static_cast<double>(values[i]));
    if (highest > -70) {
      line << QPointF(axes.x(std::min(static_cast<double>(to) * step, axes.seconds)), axes.y(highest));
    } else {
      if (line.size() > 1) painter.drawPolyline(line);
      line.clear();
    }
  }
}

}  // namespace

void drawLoudness(PdfPage& page, const QRectF& place, const analysis::CheckedSignal& signal) {
  const Measurement& m = signal.evidence.measurement;
  const auto u = [&page](double points) { return page.unit(points); };
  const Axes axes = axesOf(place.adjusted(u(24), u(8), -u(2), -u(16)), signal);
  QPainter& painter = page.painter();
  painter.save();
  painter.setFont(page.fontOf(7));
  const double levels = axes.high - axes.low > 25 ? 10 : 5;
  for (double level = std::floor(axes.high / levels) * levels; level >= axes.low; level -= levels) {
    painter.setPen(QPen(kGrid, u(0.5)));
    painter.drawLine(QPointF(axes.area.left(), axes.y(level)), QPointF(axes.area.right(), axes.y(level)));
    painter.setPen(kSoft);
    painter.drawText(QRectF(place.left(), axes.y(level) - u(5), u(20), u(10)), Qt::AlignRight | Qt::AlignVCenter,
                     QString::number(level));
  }
  const double times = stepOf(axes.seconds, 9);
  for (double at = 0; at <= axes.seconds; at += times) {
    const auto side = at == 0 ? Qt::AlignLeft : Qt::AlignHCenter;
    const double left = at == 0 ? axes.x(at) : std::min(axes.x(at) - u(30), place.right() - u(60));
    painter.drawText(QRectF(left, axes.area.bottom() + u(3), u(60), u(10)), side | Qt::AlignTop,
                     timeText(at, 48000, TimeFormat::Clock, 0));
  }
  curve(painter, axes, m.series->momentary, m.series->step.value, QPen(kMomentary, u(0.5)));
  curve(painter, axes, m.series->shortTerm, m.series->step.value, QPen(kShort, u(1)));
  for (const analysis::SpecVerdict& verdict : signal.verdicts) {
    if (const auto rule = loudnessTarget(verdict.spec); rule && rule->target) {
      painter.setPen(QPen(kTarget, u(0.8), Qt::DashLine));
      painter.drawLine(QPointF(axes.area.left(), axes.y(*rule->target)),
                       QPointF(axes.area.right(), axes.y(*rule->target)));
    }
    const auto limit = peakLimitOf(verdict);
    if (limit && m.overs)
      for (const analysis::PeakOver& over : m.overs->listed)
        if (over.level > *limit) painter.fillRect(QRectF(axes.x(over.time.value), place.top(), u(0.8), u(6)), kBad);
  }
  painter.restore();
}

}  // namespace lathe::gui
