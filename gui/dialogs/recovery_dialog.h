// Sessions that were not closed: each with what was done last, to be brought back or put aside.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtWidgets/QDialog>
#include <vector>

#include "core/session/journal.h"

class QListWidget;

namespace lathe::gui {

/// What programs that ended unexpectedly have left.
struct Recoverable {
  std::vector<LostSession> sessions;
  std::vector<UnreadJournal> unread;
};

/// Nothing is lost by closing it: what is neither recovered nor put aside is offered again the next time.
class RecoveryDialog : public QDialog {
  Q_OBJECT
 public:
  explicit RecoveryDialog(std::vector<LostSession> sessions, QWidget* parent = nullptr);

  /// The chosen one, after it was accepted.
  const LostSession& chosen() const;

 private:
  std::vector<LostSession> sessions_;
  QListWidget* list_;
};

}  // namespace lathe::gui
