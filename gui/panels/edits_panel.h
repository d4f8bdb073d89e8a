// The spectral edits of the current track as a list: on and off, order, settings, removal, at any later time.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtWidgets/QWidget>

#include "gui/document/workspace.h"

class QScrollArea;
class QToolButton;

namespace lathe::gui {

class ReorderList;
class SettingsForm;

class EditsPanel : public QWidget {
  Q_OBJECT
 public:
  explicit EditsPanel(Workspace& workspace, QWidget* parent = nullptr);

 private:
  void follow();
  void showForm();
  int current() const;
  /// The mask of the current edit becomes the selection, and is shown.
  void select();
  void takeSelection();

  Workspace& workspace_;
  ReorderList* list_;
  QScrollArea* place_;
  SettingsForm* form_ = nullptr;
  int formOf_ = -1;
  QToolButton *select_, *take_, *remove_;
};

}  // namespace lathe::gui
