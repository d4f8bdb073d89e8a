// The tracks, and below them what they are as an album: its loudness, and bringing it or every track to a target.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtWidgets/QWidget>

#include "gui/document/album_analysis.h"
#include "gui/panels/tracks_panel.h"

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QToolButton;

namespace lathe::gui {

class AlbumPanel : public QWidget {
  Q_OBJECT
 public:
  explicit AlbumPanel(Workspace& workspace, QWidget* parent = nullptr);

  AlbumAnalysis& analysis() noexcept { return *analysis_; }
  TracksPanel& tracks() noexcept { return *tracks_; }
  /// As the button does.
  void conform();

 private:
  void follow();

  Workspace& workspace_;
  AlbumAnalysis* analysis_;
  TracksPanel* tracks_;
  QToolButton *measure_, *conform_;
  QComboBox* how_;
  QDoubleSpinBox* target_;
  QLabel* figures_;
};

}  // namespace lathe::gui
