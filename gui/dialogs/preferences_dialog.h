// The program's settings: output device, theme, mouse wheel, and the keys of every command.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtWidgets/QDialog>

#include "gui/document/workspace.h"

class QComboBox;
class QKeySequenceEdit;
class QSettings;
class QTableWidget;

namespace lathe::gui {

class Actions;

class PreferencesDialog : public QDialog {
  Q_OBJECT
 public:
  PreferencesDialog(Workspace& workspace, Actions& actions, QSettings* settings, QWidget* parent = nullptr);

 private:
  QWidget* makeSound();
  QWidget* makeLooks();
  QWidget* makeKeys();
  void fillKeys(const QString& filter);

  Workspace& workspace_;
  Actions& actions_;
  QSettings* settings_;
  QTableWidget* keys_ = nullptr;
};

}  // namespace lathe::gui
