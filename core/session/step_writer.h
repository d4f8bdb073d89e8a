// Writing the states of a session one after the other: the first whole, each further one as what changed.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "core/session/session_json.h"
#include "core/session/session_snapshot.h"

namespace lathe {

/// A session as JSON; its sources are numbered in the order of their first use.
Json sessionToJson(const SessionSnapshot& session, const std::filesystem::path& folder);

/// Changes are a JSON Patch (RFC 6902) of additions, removals and replacements. Parts that two states share are not
/// looked at, and a track that moves is taken out and put in: the others stay untouched. Sources keep their number for
/// as long as the writer lives: those that nothing plays from any more stay in the list.
class StepWriter {
 public:
  /// Begins at `start`. `folder` is what paths are relative to.
  StepWriter(SessionSnapshot start, std::filesystem::path folder);

  /// The state it stands at, whole.
  Json whole();
  /// From the state it stands at to `next`, where it stands then.
  Json changesTo(const SessionSnapshot& next);

 private:
  void addHead(Json& changes, const SessionSnapshot& next);
  void addTracks(Json& changes, const SessionSnapshot& next);
  void addTrack(Json& changes, std::size_t place, const TrackPtr& before, const TrackPtr& after);
  void insertTrack(Json& changes, std::size_t place, const TrackPtr& track);
  Json jsonOf(const TrackPtr& track);

  SessionSnapshot state_;
  std::filesystem::path folder_;
  SourceTable sources_;
  Json head_;
  std::unordered_map<const Track*, Json>
      kept_;  ///< the tracks that changed last, which are the likeliest to do so again
};

}  // namespace lathe
