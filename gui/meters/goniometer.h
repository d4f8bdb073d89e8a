// Left against right, turned by 45 degrees, with the correlation below: how wide a mix is and whether it holds in mono.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtGui/QImage>
#include <QtWidgets/QWidget>

#include "gui/document/meter_feed.h"
#include "gui/widgets/spoken.h"

namespace lathe::gui {

class Goniometer : public QWidget, public Spoken {
  Q_OBJECT
 public:
  explicit Goniometer(MeterFeed& feed, QWidget* parent = nullptr);
  QString spokenValue() const override;
  QSize sizeHint() const override { return {160, 180}; }
  QSize minimumSizeHint() const override { return {100, 120}; }

 protected:
  void paintEvent(QPaintEvent*) override;

 private:
  MeterFeed& feed_;
  QImage trace_;
};

}  // namespace lathe::gui
