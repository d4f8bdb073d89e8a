// A session as it was at a step of its history; what did not change between steps is there once.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <memory>
#include <vector>

#include "core/session/session.h"

namespace lathe {

using TrackPtr = std::shared_ptr<const Track>;

/// A session in parts that snapshots share: of 200 tracks and 5000 steps that change one each, 5200 are in memory.
struct SessionSnapshot {
  std::shared_ptr<const Session> head = std::make_shared<Session>();  ///< the session without its tracks
  std::vector<TrackPtr> tracks = {};

  Session session() const;
  /// Compares values; parts that are shared cost nothing.
  friend bool operator==(const SessionSnapshot& a, const SessionSnapshot& b);
};

/// Shares what equals a part of `before`.
SessionSnapshot snapshotOf(const Session& session, const SessionSnapshot& before = {});

/// The same part, or an equal one.
template <class Part>
bool isSame(const std::shared_ptr<const Part>& a, const std::shared_ptr<const Part>& b) {
  return a == b || *a == *b;
}

}  // namespace lathe
