// Every command by a few letters of its name.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtWidgets/QDialog>
#include <vector>

class QAction;
class QLineEdit;
class QListWidget;

namespace lathe::gui {

/// Shows those whose names hold all typed words, in any order; Enter runs the marked one.
class CommandPalette : public QDialog {
  Q_OBJECT
 public:
  explicit CommandPalette(std::vector<QAction*> actions, QWidget* parent = nullptr);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void filter(const QString& words);
  void runCurrent();

  std::vector<QAction*> actions_;
  QLineEdit* line_;
  QListWidget* list_;
};

}  // namespace lathe::gui
