// Painting in layers, and the gestures that all time views share.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/axes/time_view.h"

#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtGui/QWheelEvent>
#include <cmath>

#include "gui/axes/selection_text.h"
#include "gui/theme/theme.h"

namespace lathe::gui {
namespace {

constexpr double kZoomPerNotch = 1.189207115;  // 2^(1/4)
constexpr int kNotch = 120;                    // eighths of a degree

}  // namespace

TimeView::TimeView(Workspace& workspace, QWidget* parent) : QWidget(parent), workspace_(workspace) {
  setAttribute(Qt::WA_OpaquePaintEvent);
  setMouseTracking(true);
  setFocusPolicy(Qt::ClickFocus);
  connect(&workspace_.axis, &TimeAxis::changed, this, &TimeView::refresh);
  connect(&workspace_.selection, &Selection::changed, this, qOverload<>(&QWidget::update));
  connect(&workspace_.selection, &Selection::cursorMoved, this, qOverload<>(&QWidget::update));
  for (const auto signal : {&Selection::changed, &Selection::cursorMoved})
    connect(&workspace_.selection, signal, this, [this] { tellSpoken(*this); });
  connect(&workspace_.playhead, &Playhead::moved, this, [this](double before, double now) {
    updateStrip(before);
    updateStrip(now);
  });
}

void TimeView::refresh() {
  isStale_ = true;
  update();
}

void TimeView::updateStrip(double frame) {
  if (frame < 0) return;
  const int x = static_cast<int>(std::floor(workspace_.axis.xOf(frame)));
  if (x >= -3 && x <= width() + 3) update(x - 2, 0, 6, height());
}

void TimeView::paintEvent(QPaintEvent* event) {
  const double ratio = devicePixelRatioF();
  const QSize size = this->size() * ratio;
  if (canvas_.size() != size || isStale_) {
    if (canvas_.size() != size) canvas_ = QImage(size, QImage::Format_RGB32);
    canvas_.setDevicePixelRatio(ratio);
    paintCanvas(canvas_);
    isStale_ = false;
  }
  QPainter painter(this);
  const QRect rect = event->rect();
  painter.drawImage(rect, canvas_,
                    QRectF(rect.x() * ratio, rect.y() * ratio, rect.width() * ratio, rect.height() * ratio).toRect());
  painter.setClipRect(rect);
  paintOver(painter);
  const auto line = [&](double frame, bool isPlayhead) {
    const int x = static_cast<int>(std::floor(workspace_.axis.xOf(frame)));
    if (x < rect.left() - 2 || x > rect.right() + 2) return;
    const Theme& t = theme();
    if (isPlayhead) {
      painter.fillRect(x - 1, 0, 3, height(), t.playheadOutline);
      painter.fillRect(x, 0, 1, height(), t.playhead);
    } else {
      painter.setPen(QPen(t.selectionEdge, 1, Qt::DashLine));
      painter.drawLine(x, 0, x, height());
    }
  };
  if (workspace_.sound.clip()) line(workspace_.selection.cursor().value * workspace_.axis.rate(), false);
  if (workspace_.playhead.isShown()) line(workspace_.playhead.frame(), true);
}

void TimeView::resizeEvent(QResizeEvent*) { isStale_ = true; }

void TimeView::wheelEvent(QWheelEvent* event) {
  TimeAxis& axis = workspace_.axis;
  if (!event->pixelDelta().isNull() && event->source() != Qt::MouseEventNotSynthesized) {  // a touchpad scrolls
    axis.scrollBy(-event->pixelDelta().x() * axis.framesPerPixel());
    event->accept();
    return;
  }
  const QPoint turned = event->angleDelta();
  const double steps = static_cast<double>(turned.y() != 0 ? turned.y() : turned.x()) / kNotch;
  const auto keys = event->modifiers();
  const bool isVertical = keys & Qt::AltModifier || (keys & Qt::ControlModifier && keys & Qt::ShiftModifier);
  const bool swaps = workspace_.view.values().wheelScrolls && !(keys & Qt::ControlModifier);
  if (isVertical)
    zoomVertically(steps, event->position().y());
  else if (static_cast<bool>(keys & Qt::ShiftModifier) != swaps)
    axis.scrollBy(-steps * 0.1 * axis.framesPerPixel() * axis.width());
  else
    axis.zoom(std::pow(kZoomPerNotch, steps), event->position().x());
  event->accept();
}

void TimeView::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::MiddleButton) return;
  panFrom_ = event->position().x();
  panStart_ = workspace_.axis.start();
  setCursor(Qt::ClosedHandCursor);
}

void TimeView::mouseMoveEvent(QMouseEvent* event) {
  if (panFrom_ >= 0 && event->buttons() & Qt::MiddleButton)
    workspace_.axis.scrollTo(panStart_ - (event->position().x() - panFrom_) * workspace_.axis.framesPerPixel());
  Q_EMIT pointed(event->position().x(), event->position().y());
}

void TimeView::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != Qt::MiddleButton) return;
  panFrom_ = -1;
  unsetCursor();
}

void TimeView::leaveEvent(QEvent*) { Q_EMIT pointed(-1, -1); }

QString TimeView::spokenValue() const {
  return selectionText(workspace_) % QStringLiteral("; ") % shownText(workspace_);
}

}  // namespace lathe::gui
