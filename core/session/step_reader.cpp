// Patching parts of a state.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/session/step_reader.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "core/audio/error.h"
#include "core/session/json_changes.h"
#include "core/session/session_check.h"
#include "core/session/session_rate.h"

namespace lathe {
namespace {

/// "/tracks/3/title": the list, the place in it, and whether the path goes on.
struct ListPath {
  std::string_view list;
  std::optional<std::size_t> place;  ///< the size of the list for "-"
  bool goesOn = false;
};

ListPath listPathOf(std::string_view path, std::size_t size) {
  ListPath result;
  if (!path.empty()) path.remove_prefix(1);
  result.list = path.substr(0, path.find('/'));
  if (result.list.size() == path.size()) return result;
  path.remove_prefix(result.list.size() + 1);
  const std::string_view token = path.substr(0, path.find('/'));
  result.goesOn = token.size() < path.size();
  std::size_t place = size;
  const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), place);
  if (token == "-" || (error == std::errc{} && end == token.data() + token.size())) result.place = place;
  return result;
}

/// Which parts of a state some changes touch.
struct Touched {
  static constexpr std::size_t kNew = static_cast<std::size_t>(-1);

  bool isAll = false;  ///< no part can be told from the others
  bool isHead = false;
  std::vector<std::size_t> order;  ///< of the tracks afterwards: their places before, or kNew
  std::set<std::size_t> inside;    ///< places before of the tracks that are changed inside
  std::size_t sources;             ///< afterwards; new ones are at the end

  Touched(const Json& changes, std::size_t trackCount, std::size_t sourceCount) : sources(sourceCount) {
    for (std::size_t i = 0; i < trackCount; ++i) order.push_back(i);
    for (const Json& change : changes)
      take(change["op"].get_ref<const std::string&>(), change["path"].get_ref<const std::string&>());
  }

  bool isUntouched(std::size_t place) const { return order[place] != kNew && !inside.contains(order[place]); }

 private:
  void take(const std::string& operation, const std::string& path) {
    const std::string_view list = listPathOf(path, 0).list;
    if (path.empty() || path[0] != '/')
      isAll = true;
    else if (list == "tracks")
      takeTrack(operation, listPathOf(path, order.size()));
    else if (list == "sources")
      takeSource(operation, listPathOf(path, sources));
    else
      isHead = true;
  }

  void takeTrack(const std::string& operation, const ListPath& path) {
    if (!path.place || *path.place > order.size() ||
        (*path.place == order.size() && (path.goesOn || operation != "add"))) {
      isAll = true;
      return;
    }
    const auto at = order.begin() + static_cast<std::ptrdiff_t>(*path.place);
    if (path.goesOn && *at != kNew)
      inside.insert(*at);
    else if (!path.goesOn && operation == "add")
      order.insert(at, kNew);
    else if (!path.goesOn && operation == "remove")
      order.erase(at);
    else if (!path.goesOn)
      *at = kNew;
  }

  void takeSource(const std::string& operation, const ListPath& path) {
    if (operation == "add" && path.place == sources && !path.goesOn)
      ++sources;
    else
      isAll = true;
  }
};

void patch(Json& json, const Json& changes, const std::string& place) {
  try {
    json.patch_inplace(changes);
  } catch (const Json::exception&) {
    throw Error(ErrorKind::Damaged, place + " should be changes that fit the step before");
  }
}

void check(const SessionSnapshot& next, const SessionSnapshot& before) {
  try {
    checkSession(next, before);
  } catch (const Error& error) {
    throw Error(ErrorKind::Damaged, error.what());
  }
}

}  // namespace

SessionSnapshot StepReader::wholeFrom(JsonObject& json, SourceTable& sources) {
  SessionSnapshot whole;
  for (JsonObject& source : json.objects("sources")) sources.add(sourceFromJson(source, folder_, pool_));
  for (JsonObject& track : json.objects("tracks"))
    whole.tracks.push_back(std::make_shared<Track>(trackFromJson(track, sources.sources(), folder_)));
  whole.head = std::make_shared<Session>(headFromJson(json, folder_));
  return whole;
}

void StepReader::begin(JsonObject json, int likelyRate) {
  SourceTable sources;
  SessionSnapshot next = wholeFrom(json, sources);
  int found = 0;
  if (next.head->sampleRate == 0) findRate(next, likelyRate, found);
  check(next, {});
  state_ = std::move(next);
  sources_ = std::move(sources);
  foundRate_ = found;
}

void StepReader::begin(const SessionSnapshot& state) {
  state_ = state;
  sources_ = {};
  for (const TrackPtr& track : state.tracks)
    for (const Region& region : track->regions) sources_.indexOf(region.source);
  foundRate_ = 0;
}

void StepReader::change(const Json& changes, const std::string& place) {
  if (!areOurs(changes))
    throw Error(ErrorKind::Damaged, place + " should be a list of additions, removals and replacements");
  const bool setsRate =
      std::ranges::any_of(changes, [](const Json& change) { return change["path"] == "/sample_rate"; });
  SourceTable sources;
  SessionSnapshot next = patchedParts(changes, place, sources);
  int found = setsRate ? 0 : foundRate_;
  if (found > 0 || next.head->sampleRate == 0) findRate(next, found, found);
  check(next, state_);
  state_ = std::move(next);
  foundRate_ = found;
  if (!sources.sources().empty()) sources_ = std::move(sources);
}

Json StepReader::headJson() const { return headToJson(*state_.head, folder_); }

SessionSnapshot StepReader::patchedWhole(const Json& changes, const std::string& place, SourceTable& sources) {
  Json json = headJson();
  json["sources"] = Json::array();
  json["tracks"] = Json::array();
  for (const SourcePtr& source : sources_.sources()) json["sources"].push_back(sourceToJson(*source, folder_));
  for (const TrackPtr& track : state_.tracks) json["tracks"].push_back(trackToJson(*track, sources_, folder_));
  patch(json, changes, place);
  JsonObject object(json, place);
  return wholeFrom(object, sources);
}

/// The changes are made to an outline of the state, in which only the parts that they touch are written out.
SessionSnapshot StepReader::patchedParts(const Json& changes, const std::string& place, SourceTable& sources) {
  const Touched touched(changes, state_.tracks.size(), sources_.sources().size());
  if (touched.isAll) return patchedWhole(changes, place, sources);
  Json json = touched.isHead ? headJson() : Json::object();
  json["sources"] = Json::array_t(sources_.sources().size());
  json["tracks"] = Json::array_t(state_.tracks.size());
  for (const std::size_t track : touched.inside)
    json["tracks"][track] = trackToJson(*state_.tracks[track], sources_, folder_);
  patch(json, changes, place);

  SessionSnapshot next = state_;
  JsonObject object(json, place);
  if (touched.isHead) next.head = std::make_shared<Session>(headFromJson(object, folder_));
  const bool hasNewSources = touched.sources > sources_.sources().size();
  if (hasNewSources) sources = sources_;
  for (std::size_t i = sources_.sources().size(); i < touched.sources; ++i) {
    JsonObject source(json["sources"][i], fmt::format("{}.sources[{}]", place, i));
    sources.add(sourceFromJson(source, folder_, pool_));
  }
  const std::vector<SourcePtr>& known = hasNewSources ? sources.sources() : sources_.sources();
  next.tracks.clear();
  for (std::size_t i = 0; i < touched.order.size(); ++i) {
    if (touched.isUntouched(i)) {
      next.tracks.push_back(state_.tracks[touched.order[i]]);
      continue;
    }
    JsonObject track(json["tracks"][i], fmt::format("{}.tracks[{}]", place, i));
    next.tracks.push_back(std::make_shared<Track>(trackFromJson(track, known, folder_)));
  }
  return next;
}

/// In a history the frames were counted at the rate of the source that came first, whatever was moved or removed since.
void StepReader::findRate(SessionSnapshot& next, int likelyRate, int& found) const {
  found = recoveredRate(next, {likelyRate, firstRate(next)});
  if (next.head->sampleRate == found) return;
  Session head = *next.head;
  head.sampleRate = found;
  next.head = std::make_shared<Session>(std::move(head));
}

std::string StepReader::rateWarning() const {
  if (foundRate_ == 0 || foundRate_ == firstRate(state_)) return {};
  return fmt::format(
      "its sample rate was that of its first source, and another source than at the beginning stands first now; its "
      "frames are counted at {} Hz, as they were before, and saving it keeps that rate",
      foundRate_);
}

}  // namespace lathe
