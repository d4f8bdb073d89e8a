// A chain: add, remove, reorder, bypass and set its stages; that of the track or of the master.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtWidgets/QWidget>
#include <optional>

#include "core/processors/processor.h"
#include "core/session/edits.h"
#include "gui/document/workspace.h"

class QComboBox;
class QMenu;
class QScrollArea;
class QTimer;
class QToolButton;

namespace lathe::gui {

class ReorderList;
class SettingsForm;
class StagePicture;

class ChainPanel : public QWidget {
  Q_OBJECT
 public:
  explicit ChainPanel(Workspace& workspace, QWidget* parent = nullptr);

  /// Which chain is shown.
  ChainPlace place() const;
  /// The stage whose settings are shown; negative: none.
  int currentStage() const;
  /// Puts a stage of that type behind the current one.
  void addStage(const SettingsType& type);

 Q_SIGNALS:
  void currentStageChanged();

 private:
  const Chain* chain() const;
  void follow();
  void showForm();
  void fillMenus(QMenu* stages, QMenu* presets);
  void showPicture(const Stage& stage, int row);
  /// What the current stage does now; nothing: it is not heard.
  std::optional<Activity> activity() const;
  /// One edit that sets these parameters of a stage as `settings` have them.
  Edit settingsEdit(int stage, const Settings& settings, const QStringList& parameters) const;

  Workspace& workspace_;
  QComboBox* which_;
  ReorderList* list_;
  QToolButton *remove_, *listen_;
  QScrollArea* formPlace_;
  QWidget* picturePlace_;
  StagePicture* picture_ = nullptr;
  SettingsForm* form_ = nullptr;
  QTimer* look_;  ///< at what the stage does
  int formOf_ = -1;
};

}  // namespace lathe::gui
