// The transport's buttons, the time display and the volume, as a tool bar.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtWidgets/QToolBar>

#include "gui/document/workspace.h"

class QLineEdit;
class QSlider;

namespace lathe::gui {

class Actions;

class TransportBar : public QToolBar {
  Q_OBJECT
 public:
  TransportBar(Workspace& workspace, Actions& actions, QWidget* parent = nullptr);

 private:
  void showTime();
  void jump();

  Workspace& workspace_;
  QLineEdit* time_;
  QSlider* volume_;
};

}  // namespace lathe::gui
