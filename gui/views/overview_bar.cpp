// Painting the strip and dragging its frame.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/views/overview_bar.h"

#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <algorithm>
#include <cmath>

#include "gui/axes/selection_text.h"
#include "gui/theme/theme.h"

namespace lathe::gui {

OverviewBar::OverviewBar(Workspace& workspace, QWidget* parent) : QWidget(parent), workspace_(workspace) {
  setAccessibleName(tr("Overview"));
  setFixedHeight(44);
  const auto refresh = [this] {
    isStale_ = true;
    update();
  };
  connect(&workspace.sound, &TrackSound::opened, this, refresh);
  connect(&workspace.sound, &TrackSound::refined, this, refresh);
  connect(&workspace.axis, &TimeAxis::changed, this, qOverload<>(&QWidget::update));
  connect(&workspace.selection, &Selection::changed, this, qOverload<>(&QWidget::update));
  connect(&workspace.playhead, &Playhead::moved, this, [this](double before, double now) {
    const double frames = std::max(workspace_.sound.frames(), 1.0);
    for (const double frame : {before, now}) update(static_cast<int>(frame / frames * width()) - 2, 0, 5, height());
  });
}

void OverviewBar::resizeEvent(QResizeEvent*) { isStale_ = true; }

void OverviewBar::paintWave() {
  const double ratio = devicePixelRatioF();
  wave_ = QImage(size() * ratio, QImage::Format_RGB32);
  wave_.fill(theme().canvas);
  const auto columns = static_cast<std::size_t>(wave_.width());
  std::vector<analysis::PeakPair> peaks(columns);
  const auto known = std::make_unique<bool[]>(columns);
  workspace_.sound.peaks(-1, 0, workspace_.sound.frames() / static_cast<double>(columns), peaks,
                         {known.get(), columns});
  QPainter painter(&wave_);
  const double middle = wave_.height() / 2.0;
  for (std::size_t x = 0; x < columns; ++x) {
    if (!known[x]) continue;
    const double top = middle - static_cast<double>(peaks[x].highest) * middle;
    const double bottom = middle - static_cast<double>(peaks[x].lowest) * middle;
    painter.fillRect(QRectF(static_cast<double>(x), top, 1, std::max(1.0, bottom - top)), theme().waveform);
  }
  painter.end();
  wave_.setDevicePixelRatio(ratio);
  isStale_ = false;
}

void OverviewBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  if (!workspace_.sound.clip()) {
    painter.fillRect(rect(), theme().canvas);
    return;
  }
  if (isStale_) paintWave();
  painter.drawImage(0, 0, wave_);
  const TimeAxis& axis = workspace_.axis;
  const double scale = width() / std::max(axis.frames(), 1.0);
  for (const TimeSpan& span : timeSpans(workspace_.selection.mask()))
    painter.fillRect(QRectF(span.start.value * axis.rate() * scale, 0,
                            std::max(1.0, (span.end - span.start).value * axis.rate() * scale), height()),
                     theme().selection);
  const double from = axis.start() * scale, to = std::min(axis.end() * scale, width() - 1.0);
  QColor veil = theme().window;
  veil.setAlpha(150);
  painter.fillRect(QRectF(0, 0, from, height()), veil);
  painter.fillRect(QRectF(to, 0, width() - to, height()), veil);
  painter.setPen(theme().accent);
  painter.drawRect(QRectF(std::floor(from) + 0.5, 0.5, std::max(2.0, std::floor(to - from)), height() - 1.0));
  if (!workspace_.playhead.isShown()) return;
  const int x = static_cast<int>(workspace_.playhead.frame() * scale);
  painter.fillRect(x - 1, 0, 3, height(), theme().playheadOutline);
  painter.fillRect(x, 0, 1, height(), theme().playhead);
}

void OverviewBar::mousePressEvent(QMouseEvent* event) {
  const TimeAxis& axis = workspace_.axis;
  const double frame = event->position().x() / width() * axis.frames();
  const bool isInside = frame >= axis.start() && frame <= axis.end();
  grabbedAt_ = isInside ? frame - axis.start() : (axis.end() - axis.start()) / 2;
  goTo(event->position().x());
}

void OverviewBar::mouseMoveEvent(QMouseEvent* event) {
  if (event->buttons() & Qt::LeftButton) goTo(event->position().x());
}

void OverviewBar::goTo(double x) { workspace_.axis.scrollTo(x / width() * workspace_.axis.frames() - grabbedAt_); }

QString OverviewBar::spokenValue() const { return shownText(workspace_); }

}  // namespace lathe::gui
