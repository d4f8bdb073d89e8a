// The samples of what is shown when the zoom is so close that peaks are too coarse; read in the background.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtCore/QObject>
#include <memory>

#include "gui/document/workspace.h"

namespace lathe::gui {

/// One stretch of samples at a time; asking for another one reads it, with as much again on both sides.
class SampleWindow : public QObject {
  Q_OBJECT
 public:
  explicit SampleWindow(Workspace& workspace, QObject* parent = nullptr);

  /// Samples of the frames from `start` on, with mid and side behind stereo channels; null when they are not there yet
  /// (read() is then on its way) or the stretch is longer than kMost.
  struct Samples {
    std::int64_t start = 0;
    AudioBuffer rows;
  };
  std::shared_ptr<const Samples> covering(std::int64_t start, std::int64_t end);

  static constexpr std::int64_t kMost = std::int64_t{1} << 20;  ///< frames

 Q_SIGNALS:
  void arrived();

 private:
  Workspace& workspace_;
  std::shared_ptr<const Samples> samples_;
  int generation_ = -1;  ///< of the sound that samples_ are of
  int reading_ = 0;
};

}  // namespace lathe::gui
