// Bars for levels: peaks, RMS and loudness, with numbers, holds and a latch for overs.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtWidgets/QWidget>

#include "gui/document/meter_feed.h"
#include "gui/widgets/spoken.h"

namespace lathe::gui {

/// Peak scales count from full scale; K scales put 0 at 20 or 14 dB below it (Katz).
enum class LevelScale { Peak, K20, K14 };

/// One bar per channel for peak and RMS, and three for momentary, short-term and integrated loudness. A click resets.
class LevelBars : public QWidget, public Spoken {
  Q_OBJECT
 public:
  explicit LevelBars(MeterFeed& feed, QWidget* parent = nullptr);
  QString spokenValue() const override;
  void setScale(LevelScale scale);
  /// Loudness to aim at, and the highest true peak.
  void setTarget(Lufs target, Decibels ceiling);
  QSize sizeHint() const override { return {240, 240}; }
  QSize minimumSizeHint() const override { return {200, 150}; }

 Q_SIGNALS:
  void resetAsked();

 protected:
  void paintEvent(QPaintEvent*) override;
  void mousePressEvent(QMouseEvent*) override;

 private:
  void paintBar(QPainter& painter, const QRectF& bar, double level, double held, double marked, bool isLoudness) const;
  double shareOf(double decibels) const;

  MeterFeed& feed_;
  LevelScale scale_ = LevelScale::Peak;
  double target_ = -14, ceiling_ = -1;
};

}  // namespace lathe::gui
