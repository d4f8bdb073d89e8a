// Lanes, their names, selected time and markers.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/axes/lane_layout.h"

#include <QtGui/QPainter>
#include <algorithm>
#include <cmath>

#include "gui/theme/theme.h"

namespace lathe::gui {

LaneRect laneRect(std::size_t lane, std::size_t lanes, int height) {
  const double each = static_cast<double>(height) / static_cast<double>(std::max<std::size_t>(lanes, 1));
  const double top = std::round(each * static_cast<double>(lane)) + (lane > 0 ? 1 : 0);
  return {top, std::max(1.0, std::round(each * static_cast<double>(lane + 1)) - top)};
}

std::size_t laneAt(double y, std::size_t lanes, int height) {
  if (lanes == 0 || height <= 0) return 0;
  const double lane = std::floor(y * static_cast<double>(lanes) / height);
  return static_cast<std::size_t>(std::clamp(lane, 0.0, static_cast<double>(lanes - 1)));
}

void paintLaneNames(QPainter& painter, const std::vector<Lane>& lanes, int height) {
  for (std::size_t i = 0; i < lanes.size(); ++i) {
    if (lanes[i].name.empty()) continue;
    const QString name = QString::fromStdString(lanes[i].name);
    const QFontMetrics metrics = painter.fontMetrics();
    const QRect box(4, static_cast<int>(laneRect(i, lanes.size(), height).top) + 4, metrics.horizontalAdvance(name) + 8,
                    metrics.height() + 2);
    QColor back = theme().playheadOutline;
    back.setAlpha(150);
    painter.fillRect(box, back);
    painter.setPen(theme().playhead);
    painter.drawText(box, Qt::AlignCenter, name);
  }
}

void paintTimeSelection(QPainter& painter, const Workspace& workspace, int height) {
  const TimeAxis& axis = workspace.axis;
  for (const TimeSpan& span : timeSpans(workspace.selection.mask())) {
    const double from = axis.xOf(span.start.value * axis.rate()), to = axis.xOf(span.end.value * axis.rate());
    painter.fillRect(QRectF(from, 0, std::max(to - from, 1.0), height), theme().selection);
    painter.setPen(theme().selectionEdge);
    painter.drawLine(QPointF(std::floor(from) + 0.5, 0), QPointF(std::floor(from) + 0.5, height));
    painter.drawLine(QPointF(std::floor(to) + 0.5, 0), QPointF(std::floor(to) + 0.5, height));
  }
}

void paintMarkers(QPainter& painter, const Workspace& workspace, int height) {
  if (!workspace.document.hasTrack()) return;
  for (const Marker& marker : workspace.document.track().markers) {
    const double x = std::floor(workspace.axis.xOf(static_cast<double>(marker.frame))) + 0.5;
    if (x < 0 || x > workspace.axis.width()) continue;
    painter.setPen(QPen(theme().marker, 1));
    painter.drawLine(QPointF(x, 0), QPointF(x, height));
  }
}

}  // namespace lathe::gui
