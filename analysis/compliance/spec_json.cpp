// Reading member by member, so that every mistake has a place and a sentence.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/compliance/spec_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/audio/error.h"
#include "core/file/json_object.h"
#include "core/file/text_file.h"

namespace lathe::analysis {
namespace {

constexpr const char* kFormat = "lathe-spec";
constexpr std::uint64_t kVersion = 1;
constexpr double kLargest = 1e9;
constexpr std::size_t kMostItems = 256;

[[noreturn]] void fail(const std::string& place, const std::string& what) {
  throw Error(ErrorKind::Damaged, (place.empty() ? "it" : place) + " " + what);
}

/// Members that nobody asked for are misspelt ones.
void refuseRest(const JsonObject& object) {
  const std::string rest = object.rest();
  if (rest.empty()) return;
  const std::string first = Json::parse(rest).begin().key();
  fail(object.place(first), "means nothing here; is it misspelt?");
}

std::optional<double> number(JsonObject& object, const std::string& key) {
  const auto value = object.optionalNumber(key);
  if (value && !(std::abs(*value) <= kLargest)) object.fail(key, "a number up to a thousand million");
  return value;
}

double share(JsonObject& object, const std::string& key) { return object.number(key, 0, 0, 1); }

template <class Enum>
struct Name {
  const char* text;
  Enum value;
};

constexpr Name<Severity> kSeverities[] = {
    {"required", Severity::Required}, {"advised", Severity::Advised}, {"reported", Severity::Reported}};
constexpr Name<Standing> kStandings[] = {
    {"primary", Standing::Primary}, {"secondary", Standing::Secondary}, {"unconfirmed", Standing::Unconfirmed}};
constexpr Name<Playback::Raises> kRaises[] = {
    {"never", Playback::Raises::Never}, {"to_peak", Playback::Raises::ToPeak}, {"limited", Playback::Raises::Limited}};

template <class Enum, std::size_t N>
Enum choice(JsonObject& object, const std::string& key, const Name<Enum> (&names)[N], Enum otherwise) {
  const std::string text = object.text(key);
  if (object.value(key).is_null()) return otherwise;
  std::string all;
  for (const auto& name : names) {
    if (text == name.text) return name.value;
    all += (all.empty() ? "" : ", ") + std::string(name.text);
  }
  object.fail(key, "one of " + all + ", not '" + text + "'");
}

template <class Enum, std::size_t N>
const char* nameOf(Enum value, const Name<Enum> (&names)[N]) {
  return std::ranges::find(names, value, &Name<Enum>::value)->text;
}

RuleCondition conditionFrom(JsonObject object) {
  RuleCondition when;
  when.durationFrom = number(object, "duration_from_s");
  when.durationBelow = number(object, "duration_below_s");
  const auto channels = [&](const char* key) -> std::optional<int> {
    if (object.value(key).is_null()) return {};
    return static_cast<int>(object.count(key, 0, 64));
  };
  when.channelsFrom = channels("channels_from");
  when.channelsTo = channels("channels_to");
  if (!object.value("dialogue_share_from").is_null()) when.dialogueShareFrom = share(object, "dialogue_share_from");
  if (!object.value("dialogue_share_below").is_null()) when.dialogueShareBelow = share(object, "dialogue_share_below");
  when.integratedAbove = number(object, "integrated_above_lufs");
  refuseRest(object);
  return when;
}

Measure measureFrom(JsonObject& object) {
  const std::string id = object.text("measure");
  if (const auto measure = measureFromId(id)) return *measure;
  std::string all;
  for (const MeasureInfo& info : allMeasures()) all += (all.empty() ? "" : ", ") + std::string(info.id);
  object.fail("measure", (id.empty() ? "one of " : "not '" + id + "' but one of ") + all);
}

void readLists(JsonObject& object, Rule& rule) {
  const Json& list = object.value("one_of");
  if (list.is_null()) return;
  if (!list.is_array() || list.empty() || list.size() > kMostItems)
    object.fail("one_of", "a list of 1 to 256 numbers, or of words for the measure codec");
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string place = fmt::format("one_of[{}]", i);
    if (rule.measure == Measure::Codec) {
      if (!list[i].is_string()) object.fail(place, "a word");
      rule.words.push_back(list[i].get<std::string>());
    } else {
      if (!list[i].is_number() || !(std::abs(list[i].get<double>()) <= kLargest)) object.fail(place, "a number");
      rule.oneOf.push_back(list[i].get<double>());
    }
  }
}

void checkLimits(const JsonObject& object, const Rule& rule) {
  const int kinds = (rule.target ? 1 : 0) + (rule.lowest || rule.highest ? 1 : 0) + (rule.oneOf.empty() ? 0 : 1) +
                    (rule.words.empty() ? 0 : 1);
  const std::string place = object.place("");
  const std::string name = place.empty() ? "the rule" : place.substr(0, place.size() - 1);
  if (kinds > 1) fail(name, "has more than one kind of limit; give target, or min and max, or one_of");
  if (kinds == 0 && rule.severity != Severity::Reported)
    fail(name, "has no limit; give target, min, max or one_of, or \"severity\": \"reported\"");
  if (rule.lowest && rule.highest && *rule.lowest > *rule.highest) fail(name, "has a min above its max");
  if (rule.measure == Measure::Codec && kinds == 1 && rule.words.empty()) fail(name, "takes one_of with words");
}

Rule ruleFrom(JsonObject object, bool isAlternative) {
  Rule rule;
  if (!isAlternative) {
    rule.severity = choice(object, "severity", kSeverities, Severity::Required);
    rule.when = conditionFrom(object.object("when"));
    for (JsonObject& one : object.objects("any_of")) rule.anyOf.push_back(ruleFrom(one, true));
    if (rule.anyOf.size() > kMostItems) object.fail("any_of", "a list of at most 256 rules");
  }
  rule.note = object.text("note");
  if (rule.anyOf.empty()) {
    rule.measure = measureFrom(object);
    rule.target = number(object, "target");
    rule.tolerance = object.number("tolerance", 0, 0, kLargest);
    rule.lowest = number(object, "min");
    rule.highest = number(object, "max");
    readLists(object, rule);
    checkLimits(object, rule);
  } else {
    rule.measure = rule.anyOf.front().measure;
  }
  refuseRest(object);
  return rule;
}

Playback playbackFrom(JsonObject object) {
  Playback playback;
  playback.name = object.text("name");
  playback.target = Lufs{object.number("target_lufs", -14, -70, 10)};
  playback.raises = choice(object, "raises", kRaises, Playback::Raises::Never);
  playback.peak = Decibels{object.number("peak_db", -1, -70, 20)};
  playback.note = object.text("note");
  refuseRest(object);
  return playback;
}

bool isId(const std::string& id) {
  return !id.empty() && id.size() <= 64 && id.front() != '-' && std::ranges::all_of(id, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  });
}

void put(Json& json, const char* key, const auto& value) {
  if (value) json[key] = *value;
}

Json toJson(const RuleCondition& when) {
  Json json = Json::object();
  put(json, "duration_from_s", when.durationFrom);
  put(json, "duration_below_s", when.durationBelow);
  put(json, "channels_from", when.channelsFrom);
  put(json, "channels_to", when.channelsTo);
  put(json, "dialogue_share_from", when.dialogueShareFrom);
  put(json, "dialogue_share_below", when.dialogueShareBelow);
  put(json, "integrated_above_lufs", when.integratedAbove);
  return json;
}

Json toJson(const Rule& rule, bool isAlternative) {
  Json json = Json::object();
  if (!rule.anyOf.empty()) {
    Json& list = json["any_of"] = Json::array();
    for (const Rule& one : rule.anyOf) list.push_back(toJson(one, true));
  } else {
    json["measure"] = infoOf(rule.measure).id;
    put(json, "target", rule.target);
    put(json, "min", rule.lowest);
    put(json, "max", rule.highest);
    if (rule.tolerance != 0) json["tolerance"] = rule.tolerance;
    if (!rule.oneOf.empty()) json["one_of"] = rule.oneOf;
    if (!rule.words.empty()) json["one_of"] = rule.words;
  }
  if (!isAlternative) {
    if (rule.severity != Severity::Required) json["severity"] = nameOf(rule.severity, kSeverities);
    if (!(rule.when == RuleCondition{})) json["when"] = toJson(rule.when);
  }
  if (!rule.note.empty()) json["note"] = rule.note;
  return json;
}

Json toJson(const Playback& playback) {
  Json json = {{"name", playback.name},
               {"target_lufs", playback.target.value},
               {"raises", nameOf(playback.raises, kRaises)},
               {"peak_db", playback.peak.value}};
  if (!playback.note.empty()) json["note"] = playback.note;
  return json;
}

}  // namespace

Spec specFromText(std::string_view text) {
  const Json json = parseJson(text);
  JsonObject object(json, "");
  if (object.text("format") != kFormat) fail("", "is not a specification (its \"format\" is not \"lathe-spec\")");
  if (object.count("version", 0) > kVersion)
    throw Error(ErrorKind::Unsupported, "it was written for a newer version of Lathe; update Lathe to use it");
  Spec spec;
  spec.id = object.text("id");
  if (!isId(spec.id)) object.fail("id", "1 to 64 small letters, digits, points and hyphens, as in \"my-station\"");
  spec.name = object.text("name");
  if (spec.name.empty()) object.fail("name", "a text that is not empty");
  spec.text = object.text("text");
  spec.source = object.text("source");
  spec.date = object.text("date");
  spec.standing = choice(object, "standing", kStandings, Standing::Secondary);
  spec.after = object.text("after");
  spec.calibration = object.text("calibration");
  for (JsonObject& rule : object.objects("rules")) spec.rules.push_back(ruleFrom(rule, false));
  for (JsonObject& playback : object.objects("playback")) spec.playback.push_back(playbackFrom(playback));
  if (spec.rules.size() > kMostItems) object.fail("rules", "a list of at most 256 rules");
  if (spec.playback.size() > kMostItems) object.fail("playback", "a list of at most 256 items");
  if (spec.rules.empty() && spec.playback.empty()) object.fail("rules", "a list of at least one rule");
  refuseRest(object);
  return spec;
}

std::string specToText(const Spec& spec) {
  Json json = {{"format", kFormat}, {"version", kVersion}, {"id", spec.id}, {"name", spec.name}};
  if (!spec.text.empty()) json["text"] = spec.text;
  if (!spec.source.empty()) json["source"] = spec.source;
  if (!spec.date.empty()) json["date"] = spec.date;
  json["standing"] = nameOf(spec.standing, kStandings);
  if (!spec.after.empty()) json["after"] = spec.after;
  if (!spec.calibration.empty()) json["calibration"] = spec.calibration;
  Json& rules = json["rules"] = Json::array();
  for (const Rule& rule : spec.rules) rules.push_back(toJson(rule, false));
  if (!spec.playback.empty()) {
    Json& list = json["playback"] = Json::array();
    for (const Playback& playback : spec.playback) list.push_back(toJson(playback));
  }
  return jsonText(json);
}

Spec loadSpec(const std::filesystem::path& path) {
  return withFileName(path, "the specification", [&] { return specFromText(readTextFile(path)); });
}

}  // namespace lathe::analysis
