// The waveform: per lane the lowest and highest samples of each column, or the samples themselves when zoomed in.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <vector>

#include "analysis/overview/peak_pyramid.h"
#include "gui/axes/time_view.h"
#include "gui/views/sample_window.h"

namespace lathe::gui {

class WaveformView : public TimeView {
  Q_OBJECT
 public:
  explicit WaveformView(Workspace& workspace, QWidget* parent = nullptr);
  QSize sizeHint() const override { return {800, 220}; }
  QSize minimumSizeHint() const override { return {200, 60}; }

 protected:
  void paintCanvas(QImage& image) override;
  void paintOver(QPainter& painter) override;
  void mousePressEvent(QMouseEvent*) override;
  void mouseMoveEvent(QMouseEvent*) override;
  void mouseReleaseEvent(QMouseEvent*) override;
  void mouseDoubleClickEvent(QMouseEvent*) override;
  void zoomVertically(double steps, double y) override;

 private:
  struct Columns;
  void paintColumns(QImage& image, const Columns& columns, int top, int height);
  void paintSamples(QPainter& painter, const SampleWindow::Samples& samples, const Lane& lane, double top,
                    double height);
  bool fillFromSamples(const SampleWindow::Samples& samples, const Lane& lane, Columns& columns, double ratio) const;

  SampleWindow samples_;
  double dragFrom_ = -1;  ///< frame at which a time selection began; negative: none is dragged
  bool hasDragged_ = false;
};

}  // namespace lathe::gui
