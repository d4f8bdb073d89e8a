// Saving and loading histories.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/session/session_file.h"

#include <nlohmann/json.hpp>

#include "core/file/audio_file.h"
#include "core/file/content_hash.h"
#include "core/file/relative_path.h"
#include "core/file/text_file.h"
#include "core/session/step_reader.h"
#include "core/session/step_writer.h"

namespace lathe {
namespace {

constexpr const char* kFormat = "lathe-session";
constexpr std::uint64_t kVersion = 1;
/// Less than a document's, as parts of a session stand deeper in its history and in a journal.
constexpr std::size_t kDeepestSession = kDeepestJson - 8;

Json historyToJson(const History& history, const std::filesystem::path& folder) {
  StepWriter writer(history.steps().front().state, folder);
  Json json = {{"position", history.position()}, {"start", writer.whole()}, {"steps", Json::array()}};
  for (std::size_t i = 1; i < history.steps().size(); ++i) {
    const HistoryStep& step = history.steps()[i];
    json["steps"].push_back({{"name", step.name}, {"changes", writer.changesTo(step.state)}});
  }
  return json;
}

OpenedSession historyFromJson(JsonObject json, const std::filesystem::path& folder) {
  std::vector<JsonObject> changes = json.objects("steps");
  const auto position = json.count("position", changes.size());
  if (position > changes.size()) json.fail("position", "the number of a step");
  StepReader reader(folder);
  reader.begin(JsonObject(json.value("start"), json.place("start")));
  std::string warning = position == 0 ? reader.rateWarning() : "";
  std::vector<HistoryStep> steps = {{"Start", reader.state()}};
  for (JsonObject& step : changes) {
    reader.change(step.value("changes"), step.place("changes"));
    steps.push_back({step.text("name"), reader.state()});
    if (position + 1 == steps.size()) warning = reader.rateWarning();
  }
  return {History(std::move(steps), position), std::move(warning)};
}

/// Objects and lists inside each other.
std::size_t depthOf(const Json& json) {
  std::size_t deepest = 0;
  for (const Json& part : json)
    if (part.is_structured()) deepest = std::max(deepest, depthOf(part));
  return deepest + 1;
}

void checkDepth(const Json& part, std::size_t above, const std::string& place) {
  if (part.is_structured() && above + depthOf(part) > kDeepestSession)
    throw Error(ErrorKind::Damaged, place + ": objects and lists in it are nested deeper than " +
                                        std::to_string(kDeepestSession) + " levels");
}

void checkDepthOfChanges(const Json& step) {
  if (!step.is_object() || !step.contains("changes")) return;
  for (const Json& change : step["changes"]) {
    if (!change.is_object() || !change.contains("value") || !change.contains("path")) continue;
    if (const auto* path = change["path"].get_ptr<const std::string*>())
      checkDepth(change["value"], static_cast<std::size_t>(std::ranges::count(*path, '/')), "history.steps");
  }
}

/// Each state of the history may be the one at the top level when it is written again.
void checkDepth(const Json& document) {
  for (const auto& [key, value] : document.items())
    if (key != "history") checkDepth(value, 1, key);
  const auto history = document.find("history");
  if (history == document.end() || !history->is_object()) return;
  if (const auto start = history->find("start"); start != history->end()) checkDepth(*start, 0, "history.start");
  if (const auto steps = history->find("steps"); steps != history->end())
    for (const Json& step : *steps) checkDepthOfChanges(step);
}

}  // namespace

std::string historyToText(const History& history, const std::filesystem::path& folder) {
  Json json = {{"format", kFormat}, {"version", kVersion}};
  json.update(sessionToJson(history.steps()[history.position()].state, folder));
  if (history.steps().size() > 1) json["history"] = historyToJson(history, folder);
  return jsonText(json);
}

OpenedSession sessionFromText(std::string_view text, const std::filesystem::path& folder) {
  const Json json = parseJson(text);
  JsonObject object(json, "");
  if (object.text("format") != kFormat)
    throw Error(ErrorKind::Damaged, "it is not a session (its \"format\" is not \"lathe-session\")");
  if (object.count("version", 0) > kVersion)
    throw Error(ErrorKind::Unsupported, "it was written by a newer version of Lathe; update Lathe to use it");
  checkDepth(json);
  const bool hasHistory = !object.value("history").is_null();
  std::optional<OpenedSession> past;
  if (hasHistory) past = historyFromJson(object.object("history"), folder);
  StepReader reader(folder);
  reader.begin(object, past ? past->history.session().sampleRate : 0);
  Session session = reader.state().session();
  if (!past) return {History(std::move(session)), reader.rateWarning()};
  if (!(session == past->history.session())) past->warning = reader.rateWarning();
  past->history.apply({"Edited by hand", [&](const Session&) { return session; }});
  return std::move(*past);
}

History historyFromText(std::string_view text, const std::filesystem::path& folder) {
  return sessionFromText(text, folder).history;
}

OpenedSession openSession(const std::filesystem::path& path) {
  return withFileName(path, "the session", [&] {
    const std::optional<FileStamp> stamp = stampOf(path);
    OpenedSession opened = sessionFromText(readTextFile(path), folderOf(path));
    if (!opened.warning.empty()) opened.warning = "the session " + path.string() + ": " + opened.warning;
    opened.stamp = stamp;
    return opened;
  });
}

History loadSession(const std::filesystem::path& path) { return openSession(path).history; }

FileStamp saveSession(const std::filesystem::path& path, const History& history, Overwrite overwrite) {
  return writeTextFileAtomically(path, historyToText(history, folderOf(path)), overwrite);
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
