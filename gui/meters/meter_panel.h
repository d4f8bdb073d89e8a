// The meters of what plays: bars, figures, overs, goniometer.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtWidgets/QWidget>
#include <array>

#include "gui/document/meter_feed.h"
#include "gui/document/workspace.h"

class QComboBox;
class QLabel;
class QListWidget;

namespace lathe::gui {

class LevelBars;

class MeterPanel : public QWidget {
  Q_OBJECT
 public:
  MeterPanel(Workspace& workspace, MeterFeed& feed, QWidget* parent = nullptr);

 private:
  enum Figure { Integrated, Range, MaxMomentary, MaxShortTerm, TruePeak, Plr, Psr, Figures };
  void showFigures();
  void showOvers();

  Workspace& workspace_;
  MeterFeed& feed_;
  LevelBars* bars_;
  QComboBox *target_, *scale_;
  std::array<QLabel*, Figures> figures_{};
  QListWidget* overs_;
  double ceiling_ = -1;
};

}  // namespace lathe::gui
