// How the session is delivered: format, rate, word length, loudness, names; and the files it will write.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtWidgets/QDialog>
#include <filesystem>

#include "core/render/session_renderer.h"
#include "gui/document/workspace.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace lathe::gui {

/// Shows the session's delivery; what is chosen becomes a step of its history when Export is pressed.
class ExportDialog : public QDialog {
  Q_OBJECT
 public:
  ExportDialog(Workspace& workspace, std::filesystem::path folder, QWidget* parent = nullptr);

  /// As chosen.
  Delivery delivery() const;
  RenderRequest request() const;
  /// What the session becomes by what was chosen.
  Edit edit() const;

 private:
  void show(const Delivery& delivery);
  void update();
  void takeSpec(int index);

  Workspace& workspace_;
  QComboBox *what_, *container_, *encoding_, *rate_, *dither_, *spec_;
  QDoubleSpinBox *quality_, *target_, *ceiling_;
  QCheckBox *hasTarget_, *hasCeiling_, *tails_;
  QLineEdit *folder_, *name_;
  QLabel *files_, *warning_;
  QPushButton* export_;
};

/// Writes the files of a session as a job and shows what came out of it.
void startExport(Workspace& workspace, const RenderRequest& request, QWidget* parent);

}  // namespace lathe::gui
