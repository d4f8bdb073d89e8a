// The compressor's transfer curve with its threshold to drag, and a meter of how far it turns down.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "gui/pictures/plot.h"
#include "gui/pictures/stage_picture.h"

namespace lathe::gui {

/// Drag the point on the curve: threshold, and upwards or downwards the ratio. With the focus, Left and Right move the
/// threshold, Up and Down the ratio (Shift: finely).
class CompressorPicture : public StagePicture {
  Q_OBJECT
 public:
  explicit CompressorPicture(const Settings& settings, QWidget* parent = nullptr);

  QSize sizeHint() const override { return {320, 190}; }
  void showActivity(const std::optional<Activity>& activity) override;
  /// Where the curve's threshold is, on its axis of input levels.
  double xOfLevel(double decibels) const;
  QPointF node() const;

 protected:
  void paintEvent(QPaintEvent*) override;
  void mousePressEvent(QMouseEvent*) override;
  void mouseMoveEvent(QMouseEvent*) override;
  void mouseReleaseEvent(QMouseEvent*) override;
  void keyPressEvent(QKeyEvent*) override;
  bool isOwnKey(const QKeyEvent&) const override;
  void settingsChanged() override;

 private:
  LevelAxis scale() const;
  void drawMeter(QPainter& painter) const;
  void describe();

  std::optional<Activity> activity_;
  bool isDragging_ = false, hasMoved_ = false;
  QPointF pressed_;
  double ratioAtPress_ = 2, thresholdAtPress_ = 0;
};

}  // namespace lathe::gui
