// Comparing the parts of two states.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/session/step_writer.h"

#include <algorithm>
#include <span>
#include <string>

namespace lathe {
namespace {

std::string trackPath(std::size_t place) { return "/tracks/" + std::to_string(place); }

void removeTrack(Json& changes, std::size_t place) {
  changes.push_back({{"op", "remove"}, {"path", trackPath(place)}});
}

void append(Json& changes, Json more) {
  for (Json& change : more) changes.push_back(std::move(change));
}

/// Where two lists of tracks differ.
struct Difference {
  std::size_t first;   ///< the first place where they do
  std::size_t before;  ///< tracks from there on in the list before
  std::size_t after;   ///< and in the list after, to where they are the same again
};

Difference differenceOf(const std::vector<TrackPtr>& before, const std::vector<TrackPtr>& after) {
  const std::size_t shorter = std::min(before.size(), after.size());
  std::size_t first = 0, last = 0;
  while (first < shorter && isSame(before[first], after[first])) ++first;
  while (last < shorter - first && isSame(before[before.size() - 1 - last], after[after.size() - 1 - last])) ++last;
  return {first, before.size() - first - last, after.size() - first - last};
}

/// Whether b is a with its first element moved to the end.
bool isRotated(std::span<const TrackPtr> a, std::span<const TrackPtr> b) {
  return a.size() > 1 && isSame(a.front(), b.back()) &&
         std::ranges::equal(a.subspan(1), b.first(b.size() - 1), isSame<Track>);
}

}  // namespace

StepWriter::StepWriter(SessionSnapshot start, std::filesystem::path folder)
    : state_(std::move(start)), folder_(std::move(folder)) {
  for (const TrackPtr& track : state_.tracks)
    for (const Region& region : track->regions) sources_.indexOf(region.source);
}

Json StepWriter::whole() {
  Json json = {{"name", ""}, {"sample_rate", 0}, {"sources", Json::array()}, {"tracks", Json::array()}};
  for (const TrackPtr& track : state_.tracks) json["tracks"].push_back(trackToJson(*track, sources_, folder_));
  for (const SourcePtr& source : sources_.sources()) json["sources"].push_back(sourceToJson(*source, folder_));
  json.update(headToJson(*state_.head, folder_));
  return json;
}

Json StepWriter::changesTo(const SessionSnapshot& next) {
  Json changes = Json::array();
  const std::size_t known = sources_.sources().size();
  Json tracks = Json::array();
  addTracks(tracks, next);
  for (std::size_t i = known; i < sources_.sources().size(); ++i)
    changes.push_back({{"op", "add"},
                       {"path", "/sources/" + std::to_string(i)},
                       {"value", sourceToJson(*sources_.sources()[i], folder_)}});
  addHead(changes, next);
  append(changes, std::move(tracks));
  state_ = next;
  return changes;
}

void StepWriter::addHead(Json& changes, const SessionSnapshot& next) {
  if (next.head == state_.head) return;
  if (head_.is_null()) head_ = headToJson(*state_.head, folder_);
  Json after = headToJson(*next.head, folder_);
  append(changes, Json::diff(head_, after));
  head_ = std::move(after);
}

Json StepWriter::jsonOf(const TrackPtr& track) {
  const auto kept = kept_.find(track.get());
  if (kept == kept_.end()) return trackToJson(*track, sources_, folder_);
  Json json = std::move(kept->second);
  kept_.erase(kept);
  return json;
}

void StepWriter::addTrack(Json& changes, std::size_t place, const TrackPtr& before, const TrackPtr& after) {
  if (isSame(before, after)) return;
  const Json from = jsonOf(before);
  Json to = jsonOf(after);
  append(changes, Json::diff(from, to, trackPath(place)));
  kept_[after.get()] = std::move(to);
}

void StepWriter::insertTrack(Json& changes, std::size_t place, const TrackPtr& track) {
  changes.push_back({{"op", "add"}, {"path", trackPath(place)}, {"value", trackToJson(*track, sources_, folder_)}});
}

void StepWriter::addTracks(Json& changes, const SessionSnapshot& next) {
  const auto [first, before, after] = differenceOf(state_.tracks, next.tracks);
  const std::span<const TrackPtr> a(state_.tracks.data() + first, before), b(next.tracks.data() + first, after);
  const std::size_t last = first + after - 1;
  if (before == after && isRotated(a, b)) {
    removeTrack(changes, first);
    return insertTrack(changes, last, b.back());
  }
  if (before == after && isRotated(b, a)) {
    removeTrack(changes, last);
    return insertTrack(changes, first, b.front());
  }
  const std::size_t both = std::min(before, after);
  for (std::size_t i = 0; i < both; ++i) addTrack(changes, first + i, a[i], b[i]);
  for (std::size_t i = before; i-- > both;) removeTrack(changes, first + i);
  for (std::size_t i = both; i < after; ++i) insertTrack(changes, first + i, b[i]);
}

Json sessionToJson(const SessionSnapshot& session, const std::filesystem::path& folder) {
  return StepWriter(session, folder).whole();
}

}  // namespace lathe
