// A list with check marks whose rows can be dragged to another place; it shows what it is given and only asks for
// changes.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtWidgets/QListWidget>
#include <vector>

namespace lathe::gui {

struct ReorderRow {
  QString text;
  bool isOn = true;
  QString tip;

  friend bool operator==(const ReorderRow&, const ReorderRow&) = default;
};

/// Alt+Up and Alt+Down move a row by key, Delete asks to remove it, Space switches it.
class ReorderList : public QListWidget {
  Q_OBJECT
 public:
  explicit ReorderList(QWidget* parent = nullptr);
  void showRows(const std::vector<ReorderRow>& rows);

 Q_SIGNALS:
  void moveAsked(int from, int to);
  void switchAsked(int row, bool isOn);
  void removeAsked(int row);

 protected:
  void dropEvent(QDropEvent*) override;
  void keyPressEvent(QKeyEvent*) override;

 private:
  std::vector<ReorderRow> rows_;
};

}  // namespace lathe::gui
