// The spectrum of what plays: now, the average, and the peaks since the reset.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtWidgets/QWidget>

#include "gui/document/meter_feed.h"
#include "gui/widgets/spoken.h"

namespace lathe::gui {

class SpectrumView : public QWidget, public Spoken {
  Q_OBJECT
 public:
  explicit SpectrumView(MeterFeed& feed, QWidget* parent = nullptr);
  QString spokenValue() const override;
  QSize sizeHint() const override { return {400, 140}; }
  QSize minimumSizeHint() const override { return {160, 80}; }

 protected:
  void paintEvent(QPaintEvent*) override;
  void mouseMoveEvent(QMouseEvent*) override;

 private:
  QRectF area() const;
  MeterFeed& feed_;
};

}  // namespace lathe::gui
