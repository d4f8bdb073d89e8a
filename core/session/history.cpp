// Stepping through the values of a session.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/session/history.h"

#include <cassert>

#include "core/audio/error.h"
#include "core/session/session_check.h"
#include "core/session/session_rate.h"

namespace lathe {

History::History(Session start) : session_(withRate(std::move(start))) {
  checkSession(session_);
  steps_.push_back({"Start", snapshotOf(session_)});
}

History::History(std::vector<HistoryStep> steps, std::size_t position) : steps_(std::move(steps)), position_(position) {
  assert(position_ < steps_.size());
  session_ = steps_[position_].state.session();
}

void History::apply(const Edit& edit) {
  Session next = withRate(edit.apply(session_));
  const SessionSnapshot& before = steps_[position_].state;
  SessionSnapshot after = snapshotOf(next, before);
  if (after.head == before.head && after.tracks == before.tracks) return;
  checkText(edit.name, "the name of the edit");
  checkSession(after, before);
  steps_.resize(position_ + 1);
  steps_.push_back({edit.name, std::move(after)});
  session_ = std::move(next);
  ++position_;
}

void History::goTo(std::size_t position) {
  if (position >= steps_.size())
    throw Error(ErrorKind::Invalid, "the history has no step " + std::to_string(position) + "; its last one is " +
                                        std::to_string(steps_.size() - 1));
  if (position == position_) return;
  session_ = steps_[position].state.session();
  position_ = position;
}

}  // namespace lathe
