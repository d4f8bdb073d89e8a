// The equaliser's curve over the spectrum of what plays, with a node for each band to drag.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "gui/pictures/plot.h"
#include "gui/pictures/stage_picture.h"

namespace lathe {
struct EqBand;
}

namespace lathe::gui {

/// Drag a node: frequency and gain. Wheel over a node: Q. Double click: band on or off. With the focus, arrows move the
/// current band's node (Shift: finely), Ctrl+Up and Ctrl+Down change its Q, Page Up and Page Down choose a band, Home
/// sets its gain to 0 dB and Return switches it.
class EqPicture : public StagePicture {
  Q_OBJECT
 public:
  EqPicture(const Settings& settings, Workspace& workspace, QWidget* parent = nullptr);

  QSize sizeHint() const override { return {320, 190}; }
  int currentBand() const noexcept { return current_; }
  void setCurrentBand(int band);
  /// Where a band's node is.
  QPointF nodeOf(int band) const;

 protected:
  void paintEvent(QPaintEvent*) override;
  void mousePressEvent(QMouseEvent*) override;
  void mouseMoveEvent(QMouseEvent*) override;
  void mouseReleaseEvent(QMouseEvent*) override;
  void mouseDoubleClickEvent(QMouseEvent*) override;
  void wheelEvent(QWheelEvent*) override;
  void keyPressEvent(QKeyEvent*) override;
  bool isOwnKey(const QKeyEvent&) const override;
  void settingsChanged() override;

 private:
  FrequencyPlot plot() const;
  const EqBand& band(int band) const;
  int bandAt(QPointF place) const;
  bool hasGain(int band) const;
  void drawCurve(QPainter& painter, const FrequencyPlot& plot) const;
  void drawNode(QPainter& painter, int band) const;
  void moveNode(double hertz, double decibels);
  void scaleQ(double factor);
  void describe();
  QString bandText() const;
  static std::string id(int band, const char* parameter);

  Workspace& workspace_;
  int current_ = 0;
  bool isDragging_ = false, hasMoved_ = false;
  QPointF grip_;  ///< from the pointer to the node
};

}  // namespace lathe::gui
