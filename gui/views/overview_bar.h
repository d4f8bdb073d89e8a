// The whole track in a strip, with a frame around what the editor shows; drag the frame to scroll.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtGui/QImage>
#include <QtWidgets/QWidget>

#include "gui/document/workspace.h"
#include "gui/widgets/spoken.h"

namespace lathe::gui {

class OverviewBar : public QWidget, public Spoken {
  Q_OBJECT
 public:
  explicit OverviewBar(Workspace& workspace, QWidget* parent = nullptr);
  QString spokenValue() const override;
  QSize sizeHint() const override { return {800, 44}; }

 protected:
  void paintEvent(QPaintEvent*) override;
  void resizeEvent(QResizeEvent*) override;
  void mousePressEvent(QMouseEvent*) override;
  void mouseMoveEvent(QMouseEvent*) override;

 private:
  void paintWave();
  void goTo(double x);

  Workspace& workspace_;
  QImage wave_;
  bool isStale_ = true;
  double grabbedAt_ = 0;  ///< frames from the shown stretch's start
};

}  // namespace lathe::gui
