// Asks where audio files are that a session no longer finds.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtWidgets/QDialog>
#include <vector>

#include "gui/document/workspace.h"

class QLabel;
class QPushButton;
class QTreeWidget;

namespace lathe::gui {

/// Looks beside the session by itself. What was found becomes one step of the history when the user agrees.
class RelinkDialog : public QDialog {
  Q_OBJECT
 public:
  RelinkDialog(Workspace& workspace, std::vector<SourcePtr> missing, QWidget* parent = nullptr);
  ~RelinkDialog() override;

  /// Looks for everything that is still missing in a folder and below it, as a job.
  void searchIn(const std::filesystem::path& folder);
  /// That file stands for the source in that row; false, with a sentence shown, when it cannot.
  bool choose(int row, const std::filesystem::path& file);
  int found() const;
  bool isSearching() const noexcept { return job_ != 0; }

 private:
  void accept() override;
  void show();
  void askForFolder();
  void askForFile();

  Workspace& workspace_;
  std::vector<SourcePtr> missing_, found_;  ///< row by row; null: not found yet
  int job_ = 0;
  QTreeWidget* list_;
  QLabel* state_;
  QPushButton *relink_, *choose_;
};

}  // namespace lathe::gui
