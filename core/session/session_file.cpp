// Saving and loading histories.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/session/session_file.h"

#include <nlohmann/json.hpp>

#include "core/file/audio_file.h"
#include "core/file/content_hash.h"
#include "core/file/stamped_file.h"
#include "core/session/json_changes.h"
#include "core/session/relative_path.h"
#include "core/session/session_json.h"
#include "core/session/text_file.h"

namespace lathe {
namespace {

constexpr const char* kFormat = "lathe-session";
constexpr std::uint64_t kVersion = 1;

Json historyToJson(const History& history, const std::filesystem::path& folder) {
  Json before = sessionToJson(history.steps().front().session, folder);
  Json json = {{"position", history.position()}, {"start", before}, {"steps", Json::array()}};
  for (std::size_t i = 1; i < history.steps().size(); ++i) {
    Json after = sessionToJson(history.steps()[i].session, folder);
    json["steps"].push_back({{"name", history.steps()[i].name}, {"changes", Json::diff(before, after)}});
    before = std::move(after);
  }
  return json;
}

Session readSession(const Json& json, const std::string& place, const std::filesystem::path& folder, SourcePool& pool) {
  JsonObject object(json, place);
  return sessionFromJson(object, folder, pool);
}

History historyFromJson(JsonObject json, const std::filesystem::path& folder, SourcePool& pool) {
  Json state = json.value("start");
  std::vector<HistoryStep> steps = {{"Start", readSession(state, json.place("start"), folder, pool)}};
  for (JsonObject& step : json.objects("steps")) {
    try {
      if (!areOurs(step.value("changes"))) step.fail("changes", "a list of additions, removals and replacements");
      state = state.patch(step.value("changes"));
    } catch (const Json::exception&) {
      step.fail("changes", "changes that fit the step before");
    }
    steps.push_back({step.text("name"), readSession(state, step.place("changes"), folder, pool)});
  }
  const auto position = json.count("position", steps.size() - 1);
  if (position >= steps.size()) json.fail("position", "the number of a step");
  return {std::move(steps), position};
}

}  // namespace

std::string historyToText(const History& history, const std::filesystem::path& folder) {
  Json json = {{"format", kFormat}, {"version", kVersion}};
  json.update(sessionToJson(history.session(), folder));
  if (history.steps().size() > 1) json["history"] = historyToJson(history, folder);
  return jsonText(json);
}

History historyFromText(std::string_view text, const std::filesystem::path& folder) {
  const Json json = parseJson(text);
  JsonObject object(json, "");
  if (object.text("format") != kFormat)
    throw Error(ErrorKind::Damaged, "it is not a session (its \"format\" is not \"lathe-session\")");
  if (object.count("version", 0) > kVersion)
    throw Error(ErrorKind::Unsupported, "it was written by a newer version of Lathe; update Lathe to use it");
  SourcePool pool;
  const Json& past = object.value("history");
  Session session = sessionFromJson(object, folder, pool);
  if (past.is_null()) return History(std::move(session));
  History history = historyFromJson(object.object("history"), folder, pool);
  history.apply({"Edited by hand", [&](const Session&) { return session; }});
  return history;
}

History loadSession(const std::filesystem::path& path) {
  return withFileName(path, "the session", [&] { return historyFromText(readTextFile(path), folderOf(path)); });
}

FileStamp saveSession(const std::filesystem::path& path, const History& history, Overwrite overwrite) {
  return writeStampedTextFile(path, historyToText(history, folderOf(path)), overwrite);
}

std::vector<std::string> checkSources(const Session& session, bool readsAll) {
  std::vector<std::string> problems;
  for (const SourcePtr& source : sourcesOf(session)) {
    const std::string name = source->path.string();
    try {
      const FileInfo info = describeFile(source->path);
      const bool isChanged = info.frames != source->frames || info.audio.sampleRate != source->sampleRate ||
                             info.audio.channels() != source->channels ||
                             (readsAll && !source->sha256.empty() && sha256OfFile(source->path) != source->sha256);
      if (isChanged) problems.push_back(name + " is not the audio that the session was made with");
    } catch (const Error& error) {
      problems.push_back(error.what());
    }
  }
  return problems;
}

}  // namespace lathe
