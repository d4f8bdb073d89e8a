// The rulers of the editor: time above, levels and frequencies beside the lanes.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtWidgets/QWidget>

#include "gui/document/workspace.h"
#include "gui/widgets/spoken.h"

namespace lathe::gui {

class SpectrogramView;

/// Dragging scrolls and (up and down) zooms, with Shift it plays what the pointer passes (scrubbing); a click sets the
/// cursor; the wheel zooms. Markers are flags on it.
class TimeRuler : public QWidget, public Spoken {
  Q_OBJECT
 public:
  explicit TimeRuler(Workspace& workspace, QWidget* parent = nullptr);
  QString spokenValue() const override;
  QSize sizeHint() const override { return {800, 26}; }
  void setFormat(TimeFormat format);

 protected:
  void paintEvent(QPaintEvent*) override;
  void mousePressEvent(QMouseEvent*) override;
  void mouseMoveEvent(QMouseEvent*) override;
  void mouseReleaseEvent(QMouseEvent*) override;
  void wheelEvent(QWheelEvent*) override;

 private:
  void scrub(double x);
  Workspace& workspace_;
  TimeFormat format_ = TimeFormat::Clock;
  QPointF pressedAt_;
  double pressedStart_ = -1, pressedZoom_ = 0;
  bool hasDragged_ = false, scrubs_ = false;
};

/// dBFS beside the waveform's lanes.
class LevelRuler : public QWidget {
  Q_OBJECT
 public:
  explicit LevelRuler(Workspace& workspace, QWidget* parent = nullptr);
  QSize sizeHint() const override { return {52, 200}; }

 protected:
  void paintEvent(QPaintEvent*) override;

 private:
  Workspace& workspace_;
};

/// Hertz beside the spectrogram's lanes, with the notes' names as tooltip; dragging moves the range, the wheel zooms
/// it.
class FrequencyRuler : public QWidget {
  Q_OBJECT
 public:
  FrequencyRuler(Workspace& workspace, SpectrogramView& view, QWidget* parent = nullptr);
  QSize sizeHint() const override { return {52, 200}; }

 protected:
  void paintEvent(QPaintEvent*) override;
  void mousePressEvent(QMouseEvent*) override;
  void mouseMoveEvent(QMouseEvent*) override;
  void mouseDoubleClickEvent(QMouseEvent*) override;
  void wheelEvent(QWheelEvent*) override;

 private:
  void moveRange(double pixels);

  Workspace& workspace_;
  SpectrogramView& view_;
  double dragY_ = 0;
};

}  // namespace lathe::gui
