// Stepping through the values of a session.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/session/history.h"

#include <cassert>

#include "core/audio/error.h"

namespace lathe {

History::History(std::vector<HistoryStep> steps, std::size_t position) : steps_(std::move(steps)), position_(position) {
  assert(position_ < steps_.size());
}

void History::apply(const Edit& edit) {
  Session next = edit.apply(session());
  if (next == session()) return;
  steps_.resize(position_ + 1, HistoryStep{});
  steps_.push_back({edit.name, std::move(next)});
  ++position_;
}

void History::goTo(std::size_t position) {
  if (position >= steps_.size())
    throw Error(ErrorKind::Invalid, "the history has no step " + std::to_string(position) + "; its last one is " +
                                        std::to_string(steps_.size() - 1));
  position_ = position;
}

}  // namespace lathe
