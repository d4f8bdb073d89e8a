// The tracks of the session in order: title, start, length, gap, gain, with files dropped in and rows dragged.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtWidgets/QTableWidget>

#include "gui/document/workspace.h"

namespace lathe::gui {

class TracksPanel : public QTableWidget {
  Q_OBJECT
 public:
  explicit TracksPanel(Workspace& workspace, QWidget* parent = nullptr);

  enum Column { Number, Title, Start, Length, Gap, Gain, Columns };

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
  int rowAtDrop(const QPoint& position) const;

  Workspace& workspace_;
  bool isFollowing_ = false;
};

}  // namespace lathe::gui
