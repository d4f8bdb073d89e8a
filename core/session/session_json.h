// The parts of sessions as JSON, with paths relative to the folder of the session file.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/file/json_object.h"
#include "core/session/session.h"

namespace lathe {

/// Sources by number, equal ones once, in the order in which they were added.
class SourceTable {
 public:
  /// The number of a source, which must not be null; it is added when no equal one is there.
  std::size_t indexOf(const SourcePtr& source);
  /// Appends it, even when an equal one is there.
  void add(const SourcePtr& source);
  const std::vector<SourcePtr>& sources() const noexcept { return sources_; }

 private:
  std::vector<SourcePtr> sources_;
  std::unordered_map<const AudioSource*, std::size_t> byAddress_;
  std::unordered_multimap<std::string, std::size_t> byPath_;
};

/// Shares equal sources between the steps of a history.
using SourcePool = SourceTable;

// The reading functions throw Error (Damaged) with the place. An object is marked as read but for the members that this
// version does not know, which the value keeps.

Json sourceToJson(const AudioSource& source, const std::filesystem::path& folder);
SourcePtr sourceFromJson(JsonObject& json, const std::filesystem::path& folder, SourcePool& pool);

/// Regions name their sources by number in `sources`, to which those that are missing are added.
Json trackToJson(const Track& track, SourceTable& sources, const std::filesystem::path& folder);
Track trackFromJson(JsonObject& json, const std::vector<SourcePtr>& sources, const std::filesystem::path& folder);

/// All of a session but its sources and tracks.
Json headToJson(const Session& head, const std::filesystem::path& folder);
Session headFromJson(JsonObject& json, const std::filesystem::path& folder);

}  // namespace lathe
