// The whole track's loudness: its graph, its figures before and after the chains, and the verdict of a specification.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtWidgets/QWidget>

#include "gui/document/track_analysis.h"
#include "gui/document/workspace.h"

class QComboBox;
class QLabel;
class QToolButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace lathe::gui {

class LoudnessGraph;

class LoudnessPanel : public QWidget {
  Q_OBJECT
 public:
  explicit LoudnessPanel(Workspace& workspace, QWidget* parent = nullptr);

  TrackAnalysis& analysis() noexcept { return *analysis_; }
  /// Asks for a file and writes a report of what was measured (PDF, or HTML by its ending).
  void askForReport();

 protected:
  void resizeEvent(QResizeEvent*) override;

 private:
  void addSpecs();
  void follow();
  void showFigures();
  void showVerdict();
  void showHeard();
  void goTo(double seconds);

  Workspace& workspace_;
  TrackAnalysis* analysis_;
  QToolButton *measure_, *report_;
  QComboBox* spec_;
  std::vector<analysis::Spec> specs_;  ///< in the order of the box
  QLabel *result_, *figures_, *remedy_;
  LoudnessGraph* graph_;
  QTreeWidget* rules_;
};

}  // namespace lathe::gui
