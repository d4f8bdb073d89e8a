// The tracks of the session in order: title, start, length, gap, gain, fades and figures; files are dropped in, rows
// dragged.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtWidgets/QTableWidget>

#include "gui/document/album_analysis.h"
#include "gui/document/workspace.h"

namespace lathe::gui {

class TracksPanel : public QTableWidget {
  Q_OBJECT
 public:
  TracksPanel(Workspace& workspace, AlbumAnalysis& album, QWidget* parent = nullptr);

  enum Column { Number, Title, Start, Length, Gap, Gain, FadeIn, FadeOut, Integrated, Range, TruePeak, Columns };

 Q_SIGNALS:
  /// Audio files are to be added before that row; the last row + 1: at the end.
  void filesDropped(const QStringList& files, int row);

 protected:
  void dragEnterEvent(QDragEnterEvent*) override;
  void dragMoveEvent(QDragMoveEvent*) override;
  void dropEvent(QDropEvent*) override;
  void keyPressEvent(QKeyEvent*) override;

 private:
  void follow();
  void take(QTableWidgetItem* item);
  Edit changedFade(std::size_t track, bool isIn, double seconds) const;
  int rowAtDrop(const QPoint& position) const;

  Workspace& workspace_;
  AlbumAnalysis& album_;
  bool isFollowing_ = false;
};

}  // namespace lathe::gui
