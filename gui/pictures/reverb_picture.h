// The reverb's response as its settings shape it: level over time and the decay of its energy.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "analysis/overview/response_sketch.h"
#include "gui/pictures/plot.h"
#include "gui/pictures/stage_picture.h"

class QTimer;

namespace lathe::gui {

class ReverbPicture : public StagePicture {
  Q_OBJECT
 public:
  ReverbPicture(const Settings& settings, Workspace& workspace, QWidget* parent = nullptr);
  ~ReverbPicture() override;

  QSize sizeHint() const override { return {320, 160}; }
  /// Nothing: it is being made, or cannot be.
  const std::optional<analysis::ResponseSketch>& sketch() const noexcept { return sketch_; }

 protected:
  void paintEvent(QPaintEvent*) override;
  void settingsChanged() override;

 private:
  struct Made {
    std::optional<analysis::ResponseSketch> sketch;
    QString problem;
  };
  void make();

  Workspace& workspace_;
  QTimer* calm_;  ///< waits for the end of a drag
  int job_ = 0;
  std::optional<analysis::ResponseSketch> sketch_;
  QString problem_;
};

}  // namespace lathe::gui
