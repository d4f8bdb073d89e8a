// How far the limiter has turned down over the last seconds.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtCore/QElapsedTimer>
#include <deque>

#include "gui/pictures/plot.h"
#include "gui/pictures/stage_picture.h"

namespace lathe::gui {

/// A history of ten seconds of playing; it stands still while nothing plays.
class LimiterPicture : public StagePicture {
  Q_OBJECT
 public:
  static constexpr double kSeconds = 10;

  explicit LimiterPicture(const Settings& settings, QWidget* parent = nullptr);

  QSize sizeHint() const override { return {320, 140}; }
  void showActivity(const std::optional<Activity>& activity) override;
  /// As showActivity() does, `seconds` of playing after the last one.
  void add(const Activity& activity, double seconds);

  struct Moment {
    double time = 0, reduction = 0;  ///< seconds of playing, dB
  };
  const std::deque<Moment>& history() const noexcept { return history_; }

 protected:
  void paintEvent(QPaintEvent*) override;

 private:
  std::deque<Moment> history_;
  QElapsedTimer clock_;
  double time_ = 0, deepest_ = 0;
};

}  // namespace lathe::gui
