// The steps of the session's history; a click goes to one.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtWidgets/QListWidget>

#include "gui/document/document.h"

namespace lathe::gui {

class HistoryPanel : public QListWidget {
  Q_OBJECT
 public:
  explicit HistoryPanel(Document& document, QWidget* parent = nullptr);

 private:
  void follow();
  Document& document_;
};

}  // namespace lathe::gui
