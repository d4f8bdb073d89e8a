// Undo and redo: the values a session has had, and the names of the edits between them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/session/session_snapshot.h"

namespace lathe {

/// A small named change. Throws Error when it makes no sense for that session, which then stays as it was.
struct Edit {
  std::string name;  ///< as shown: "Set limiter release"
  std::function<Session(const Session&)> apply;
};

struct HistoryStep {
  std::string name;
  SessionSnapshot state;

  friend bool operator==(const HistoryStep&, const HistoryStep&) = default;
};

/// Keeps the session after each edit; steps share what did not change between them. Undo is stepping back. What it
/// holds can be saved and opened again.
class History {
 public:
  /// Throws Error (Invalid) when checkSession() refuses `start`.
  explicit History(Session start = {});
  /// As it was saved, and checked. `position` is the index of the current step; `steps` must not be empty.
  History(std::vector<HistoryStep> steps, std::size_t position);

  const Session& session() const noexcept { return session_; }
  /// Applies an edit; steps that were undone are dropped. An edit that changes nothing leaves no step. Throws Error
  /// (Invalid) when the edit makes no sense or checkSession() refuses what it gives; all then stays as it was.
  void apply(const Edit& edit);

  bool canUndo() const noexcept { return position_ > 0; }
  bool canRedo() const noexcept { return position_ + 1 < steps_.size(); }
  void undo() { goTo(position_ - (canUndo() ? 1 : 0)); }
  void redo() { goTo(position_ + (canRedo() ? 1 : 0)); }
  /// To any step. Throws Error (Invalid) when there is none of that number.
  void goTo(std::size_t position);

  const std::vector<HistoryStep>& steps() const noexcept { return steps_; }
  std::size_t position() const noexcept { return position_; }

  friend bool operator==(const History&, const History&) = default;

 private:
  std::vector<HistoryStep> steps_;
  std::size_t position_ = 0;
  Session session_;  ///< that of the current step, whole
};

}  // namespace lathe
