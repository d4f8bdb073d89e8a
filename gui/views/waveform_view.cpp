// Painting waveforms row by row, and selecting time on them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/views/waveform_view.h"

#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <algorithm>
#include <cmath>

#include "gui/axes/lane_layout.h"
#include "gui/axes/time_gesture.h"
#include "gui/theme/theme.h"

namespace lathe::gui {
namespace {

using analysis::PeakPair;

constexpr double kDotsFrom = 6;  ///< pixels per sample from which each one gets a dot

}  // namespace

/// Peaks of the device columns of a lane.
struct WaveformView::Columns {
  std::vector<PeakPair> peaks;
  std::unique_ptr<bool[]> known;
  explicit Columns(std::size_t width) : peaks(width), known(std::make_unique<bool[]>(width)) {}
};

WaveformView::WaveformView(Workspace& workspace, QWidget* parent) : TimeView(workspace, parent), samples_(workspace) {
  setAccessibleName(tr("Waveform"));
  connect(&workspace.sound, &TrackSound::opened, this, &WaveformView::refresh);
  connect(&workspace.sound, &TrackSound::refined, this, &WaveformView::refresh);
  connect(&workspace.sound, &TrackSound::soundChanged, this, &WaveformView::refresh);
  connect(&workspace.view, &ViewSettings::changed, this, &WaveformView::refresh);
  connect(&samples_, &SampleWindow::arrived, this, &WaveformView::refresh);
}

void WaveformView::paintCanvas(QImage& image) {
  const Theme& t = theme();
  image.fill(t.canvas);
  const auto& sound = workspace().sound;
  if (!sound.clip()) return;
  const TimeAxis& axis = workspace().axis;
  const auto lanes = workspace().view.lanes(sound.channels());
  const double ratio = image.devicePixelRatio();
  std::shared_ptr<const SampleWindow::Samples> samples;
  if (axis.framesPerPixel() < static_cast<double>(analysis::PeakPyramid::kBase) * ratio)
    samples = samples_.covering(static_cast<std::int64_t>(axis.start()) - 2, static_cast<std::int64_t>(axis.end()) + 3);
  const bool showsLines = samples && axis.framesPerPixel() < ratio && lanes.front().signal >= 0;
  for (std::size_t i = 0; i < lanes.size(); ++i) {
    const LaneRect lane = laneRect(i, lanes.size(), height());
    QPainter painter(&image);
    painter.setPen(t.grid);
    const double middle = lane.top + lane.height / 2, scale = workspace().view.values().waveformZoom * lane.height / 2;
    for (const double level : {0.0, 0.5, -0.5, 1.0, -1.0}) {
      const double y = middle - level * scale;
      if (y > lane.top && y < lane.top + lane.height) painter.drawLine(QPointF(0, y), QPointF(width(), y));
    }
    if (i > 0) painter.fillRect(QRectF(0, lane.top - 1, width(), 1), t.border);
    if (showsLines) {
      paintSamples(painter, *samples, lanes[i], lane.top, lane.height);
      continue;
    }
    painter.end();
    Columns columns(static_cast<std::size_t>(image.width()));
    if (!samples || !fillFromSamples(*samples, lanes[i], columns, ratio))
      workspace().sound.peaks(lanes[i].signal, axis.start(), axis.framesPerPixel() / ratio, columns.peaks,
                              {columns.known.get(), columns.peaks.size()});
    paintColumns(image, columns, static_cast<int>(std::lround(lane.top * ratio)),
                 static_cast<int>(std::lround(lane.height * ratio)));
  }
}

bool WaveformView::fillFromSamples(const SampleWindow::Samples& samples, const Lane& lane, Columns& columns,
                                   double ratio) const {
  const int rows = samples.rows.channels();
  const int first = lane.signal < 0 ? 0 : lane.signal, last = lane.signal < 0 ? (rows == 4 ? 1 : rows - 1) : first;
  const TimeAxis& axis = workspace().axis;
  const double step = axis.framesPerPixel() / ratio;
  const auto count = static_cast<double>(samples.rows.frames());
  for (std::size_t c = 0; c < columns.peaks.size(); ++c) {
    // One sample further, so that neighbouring columns join.
    const double from = axis.start() + static_cast<double>(c) * step - static_cast<double>(samples.start);
    const double to = std::min(std::floor(from + step) + 2, count);
    columns.known[c] = from >= 0 && to > from;
    if (!columns.known[c]) continue;
    PeakPair pair{2e9f, -2e9f};
    for (int row = first; row <= last; ++row)
      for (auto n = static_cast<std::size_t>(from); n < static_cast<std::size_t>(to); ++n)
        pair = joined(pair, {samples.rows[row][n], samples.rows[row][n]});
    columns.peaks[c] = pair;
  }
  return true;
}

void WaveformView::paintColumns(QImage& image, const Columns& columns, int top, int height) {
  // Top and bottom row of each column, then row by row: the image is written in the order of its memory.
  const auto width = static_cast<std::size_t>(image.width());
  std::vector<int> from(width, 1), to(width, 0);
  std::vector<QRgb> colour(width, theme().waveform.rgb());
  const double middle = height / 2.0, scale = workspace().view.values().waveformZoom * height / 2.0;
  for (std::size_t x = 0; x < width; ++x) {
    if (!columns.known[x]) continue;
    const PeakPair& peak = columns.peaks[x];
    from[x] =
        static_cast<int>(std::clamp(std::floor(middle - static_cast<double>(peak.highest) * scale), 0.0, height - 1.0));
    to[x] = static_cast<int>(
        std::clamp(std::ceil(middle - static_cast<double>(peak.lowest) * scale), from[x] + 1.0, height + 0.0));
    if (peak.highest >= 0.99999f || peak.lowest <= -0.99999f) colour[x] = theme().clippedSample.rgb();
  }
  for (int y = 0; y < height && top + y < image.height(); ++y) {
    auto* row = reinterpret_cast<QRgb*>(image.scanLine(top + y));
    for (std::size_t x = 0; x < width; ++x) row[x] = y >= from[x] && y < to[x] ? colour[x] : row[x];
  }
}

void WaveformView::paintSamples(QPainter& painter, const SampleWindow::Samples& samples, const Lane& lane, double top,
                                double height) {
  const TimeAxis& axis = workspace().axis;
  const auto row = samples.rows[lane.signal];
  const auto end = std::min<std::int64_t>(static_cast<std::int64_t>(std::ceil(axis.end())) + 2,
                                          samples.start + static_cast<std::int64_t>(row.size()));
  const double scale = workspace().view.values().waveformZoom * height / 2;
  QPolygonF line;
  for (std::int64_t n = std::max<std::int64_t>(static_cast<std::int64_t>(axis.start()) - 1, samples.start); n < end;
       ++n) {
    const double value = static_cast<double>(row[static_cast<std::size_t>(n - samples.start)]);
    const double y = std::clamp(top + height / 2 - value * scale, top, top + height);
    line << QPointF(axis.xOf(static_cast<double>(n)), y);
  }
  painter.setClipRect(QRectF(0, top, width(), height));
  painter.setPen(QPen(theme().waveform, 1));
  painter.drawPolyline(line);
  if (1 / axis.framesPerPixel() < kDotsFrom) return;
  for (const QPointF& point : line) painter.fillRect(QRectF(point.x() - 2, point.y() - 2, 4, 4), theme().waveform);
}

void WaveformView::paintOver(QPainter& painter) {
  const auto lanes = workspace().view.lanes(workspace().sound.channels());
  paintTimeSelection(painter, workspace(), height());
  paintMarkers(painter, workspace(), height());
  paintLaneNames(painter, lanes, height());
}

void WaveformView::mousePressEvent(QMouseEvent* event) {
  TimeView::mousePressEvent(event);
  if (event->button() != Qt::LeftButton || !workspace().sound.clip()) return;
  dragFrom_ = beginTimeDrag(workspace(), event->position().x(), event->modifiers());
  hasDragged_ = false;
}

void WaveformView::mouseMoveEvent(QMouseEvent* event) {
  TimeView::mouseMoveEvent(event);
  if (dragFrom_ < 0) {
    setCursor(isOnEdge(workspace(), event->position().x()) ? Qt::SplitHCursor : Qt::IBeamCursor);
    return;
  }
  hasDragged_ = hasDragged_ || std::abs(workspace().axis.xOf(dragFrom_) - event->position().x()) >= 3;
  if (hasDragged_) dragTime(workspace(), dragFrom_, event->position().x());
}

void WaveformView::mouseReleaseEvent(QMouseEvent* event) {
  TimeView::mouseReleaseEvent(event);
  if (event->button() != Qt::LeftButton || dragFrom_ < 0) return;
  if (!hasDragged_) clickTime(workspace(), event->position().x());
  dragFrom_ = -1;
}

void WaveformView::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) selectBetweenMarkers(workspace(), event->position().x());
}

void WaveformView::zoomVertically(double steps, double) {
  workspace().view.change(
      [&](ViewValues& v) { v.waveformZoom = std::clamp(v.waveformZoom * std::pow(1.26, steps), 1.0, 1000.0); });
}

}  // namespace lathe::gui
