// Long work that runs or ran: progress, time left, and a way to stop it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtWidgets/QTableWidget>

#include "gui/document/jobs.h"

namespace lathe::gui {

class JobsPanel : public QTableWidget {
  Q_OBJECT
 public:
  explicit JobsPanel(Jobs& jobs, QWidget* parent = nullptr);

 private:
  void follow();
  Jobs& jobs_;
};

/// "1:05 left", or nothing when it is not known.
QString timeLeftText(double seconds);

}  // namespace lathe::gui
