// Loudness over the whole track: measured before and after the chains, as it was heard, and where limits were broken.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtGui/QPixmap>
#include <QtWidgets/QWidget>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "analysis/compliance/verdict.h"
#include "gui/widgets/spoken.h"

namespace lathe::gui {

/// What it draws. Nothing measured: what was heard alone.
struct LoudnessCurves {
  double seconds = 0;                             ///< of the track
  const analysis::Measurement* before = nullptr;  ///< null when there is no chain
  const analysis::Measurement* after = nullptr;
  const analysis::SpecVerdict* verdict = nullptr;
  std::shared_ptr<const void> keeper;  ///< of the measurements
};

/// A click or a drag asks to go there; Left and Right move by a second, Home and End to the ends.
class LoudnessGraph : public QWidget, public Spoken {
  Q_OBJECT
 public:
  explicit LoudnessGraph(QWidget* parent = nullptr);
  QString spokenValue() const override;
  QSize sizeHint() const override { return {420, 150}; }
  QSize minimumSizeHint() const override { return {200, 70}; }

  /// The verdict is looked at until the next call.
  void show(LoudnessCurves curves);
  /// Short-term loudness as it is heard at a moment.
  void addHeard(double seconds, double loudness);
  void clearHeard();
  const std::vector<float>& heard() const noexcept { return heard_; }
  /// In seconds; negative: none.
  void setPlayhead(double seconds);

  /// Pixels from the left of a moment.
  double xOf(double seconds) const noexcept;
  double secondsAt(double x) const noexcept;
  static constexpr double kHeardStep = 0.1;  ///< seconds

 Q_SIGNALS:
  void jumpAsked(double seconds);

 protected:
  void paintEvent(QPaintEvent*) override;
  void resizeEvent(QResizeEvent*) override { cache_ = {}; }
  void changeEvent(QEvent*) override;
  void mousePressEvent(QMouseEvent*) override;
  void mouseMoveEvent(QMouseEvent*) override;
  void keyPressEvent(QKeyEvent*) override;

 private:
  QRectF area() const;
  double yOf(double loudness) const;
  void fitLevels();
  QPixmap drawn();
  void drawAxes(QPainter& painter) const;
  void drawVerdict(QPainter& painter) const;
  void drawCurve(QPainter& painter, std::span<const float> values, double step, const QPen& pen) const;
  QString textAt(double seconds) const;

  LoudnessCurves curves_;
  std::vector<float> heard_;
  double playhead_ = -1, lowest_ = -40, highest_ = 0;
  QPixmap cache_;
};

}  // namespace lathe::gui
