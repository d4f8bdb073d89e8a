// The base of all views along time: a picture that is kept until something in it changes, with selection and playhead
// over it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtGui/QImage>
#include <QtWidgets/QWidget>

#include "gui/document/workspace.h"
#include "gui/widgets/spoken.h"

namespace lathe::gui {

/// A derived view paints its canvas; moving the playhead copies a strip of it and no more. Wheel: zoom at the pointer,
/// or scroll with Shift (the other way round when the user wishes); middle button: drag the picture.
class TimeView : public QWidget, public Spoken {
  Q_OBJECT
 public:
  explicit TimeView(Workspace& workspace, QWidget* parent = nullptr);
  QString spokenValue() const override;

 Q_SIGNALS:
  /// What is under the pointer changed; negative x: the pointer is not here.
  void pointed(double x, double y);

 protected:
  /// The picture without selection and playhead; `image` has the view's size in device pixels and its ratio set.
  virtual void paintCanvas(QImage& image) = 0;
  /// Over the canvas, below the playhead.
  virtual void paintOver(QPainter&) {}
  /// The canvas has to be painted again.
  void refresh();
  Workspace& workspace() const noexcept { return workspace_; }

  void paintEvent(QPaintEvent*) override;
  void resizeEvent(QResizeEvent*) override;
  void wheelEvent(QWheelEvent*) override;
  void mousePressEvent(QMouseEvent*) override;
  void mouseMoveEvent(QMouseEvent*) override;
  void mouseReleaseEvent(QMouseEvent*) override;
  void leaveEvent(QEvent*) override;
  /// Wheel with Alt, or with Ctrl and Shift: by `steps` notches at y.
  virtual void zoomVertically(double /*steps*/, double /*y*/) {}

 private:
  void updateStrip(double frame);

  Workspace& workspace_;
  QImage canvas_;
  bool isStale_ = true;
  double panFrom_ = -1, panStart_ = 0;
};

}  // namespace lathe::gui
