// Writing and reading settings and stages.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/chain/chain_json.h"

#include <nlohmann/json.hpp>

#include "core/audio/error.h"
#include "core/chain/live_chain.h"
#include "core/file/relative_path.h"
#include "core/stages/registry.h"

namespace lathe {
namespace {

Json valueToJson(const Settings& settings, const Parameter& parameter) {
  if (parameter.unit == Unit::Choice) return settings.text(parameter.id);
  if (parameter.unit == Unit::Switch) return settings.get(parameter.id) >= 0.5;
  return settings.get(parameter.id);
}

void readValue(Settings& settings, const Parameter& parameter, JsonObject& json) {
  const Json& value = json.value(parameter.id);
  if (value.is_null()) return;
  try {
    if (parameter.unit == Unit::Choice)
      settings.setText(parameter.id, json.text(parameter.id));
    else if (parameter.unit == Unit::Switch)
      settings.set(parameter.id, json.flag(parameter.id, false) ? 1 : 0);
    else
      settings.set(parameter.id, json.number(parameter.id, 0));
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::Damaged) throw;
    throw Error(ErrorKind::Damaged, json.place(parameter.id) + ": " + error.what());
  }
}

Json textToJson(const Settings& settings, const TextParameter& parameter, const std::filesystem::path& folder) {
  const std::string text = settings.text(parameter.id);
  return isPath(parameter, text) ? relativeText(folder, text) : text;
}

void readText(Settings& settings, const TextParameter& parameter, JsonObject& json,
              const std::filesystem::path& folder) {
  if (json.value(parameter.id).is_null()) return;
  const std::string text = json.text(parameter.id);
  try {
    settings.setText(parameter.id, isPath(parameter, text) ? pathOfText(folder, text).string() : text);
  } catch (const Error& error) {
    throw Error(ErrorKind::Damaged, json.place(parameter.id) + ": " + error.what());
  }
}

Json rangeToJson(const StageRange& range) { return Json::array({range.start.value, range.end.value}); }

std::optional<StageRange> rangeFromJson(JsonObject& json) {
  const Json& value = json.value("range");
  if (value.is_null()) return std::nullopt;
  const bool isPair = value.is_array() && value.size() == 2 && value[0].is_number() && value[1].is_number();
  const StageRange range = isPair ? StageRange{{value[0].get<double>()}, {value[1].get<double>()}} : StageRange{};
  if (!isPair || !isValid(range)) json.fail("range", "two numbers of seconds, the second larger, as in [10, 12.5]");
  return range;
}

bool listensToRemoved(JsonObject& json) {
  const std::string listen = json.text("listen", "result");
  if (listen != "result" && listen != "removed") json.fail("listen", "result or removed");
  return listen == "removed";
}

const SettingsType& typeOf(JsonObject& stage) {
  const std::string id = stage.text("processor");
  for (const ProcessorType& type : processorTypes())
    if (type.settings->id == id) return *type.settings;
  stage.fail("processor", "one that this version of Lathe has, and it has no '" + id + "'");
}

}  // namespace

bool isPath(const TextParameter& parameter, const std::string& text) {
  return parameter.kind == TextParameter::Kind::InputFile && text.find('/') != std::string::npos;
}

Json settingsToJson(const Settings& settings, const std::filesystem::path& folder) {
  Json json = Json::object();
  for (const Parameter& parameter : settings.type().parameters)
    if (settings.get(parameter.id) != parameter.standard) json[parameter.id] = valueToJson(settings, parameter);
  for (const TextParameter& parameter : settings.type().texts)
    if (settings.text(parameter.id) != parameter.standard) json[parameter.id] = textToJson(settings, parameter, folder);
  return json;
}

Settings settingsFromJson(const SettingsType& type, JsonObject json, const std::filesystem::path& folder) {
  Settings settings(type);
  for (const Parameter& parameter : type.parameters) readValue(settings, parameter, json);
  for (const TextParameter& parameter : type.texts) readText(settings, parameter, json, folder);
  for (const auto& [key, value] : json.json().items())
    if (!type.find(key) && !type.findText(key))
      throw Error(ErrorKind::Damaged,
                  json.place(key) + " is not a parameter of the " + type.id + " that this version of Lathe knows");
  return settings;
}

Json chainToJson(const Chain& chain, const std::filesystem::path& folder) {
  Json list = Json::array();
  for (const Stage& stage : chain.stages) {
    Json json = {{"processor", stage.settings.type().id}};
    if (!stage.label.empty()) json["label"] = stage.label;
    if (stage.isBypassed) json["bypassed"] = true;
    if (stage.range) json["range"] = rangeToJson(*stage.range);
    if (stage.listensToRemoved) json["listen"] = "removed";
    json["settings"] = settingsToJson(stage.settings, folder);
    addUnknown(json, stage.unknown);
    list.push_back(std::move(json));
  }
  return list;
}

Chain chainFromJson(JsonObject& parent, const std::string& key, const std::filesystem::path& folder) {
  Chain chain;
  for (JsonObject& json : parent.objects(key)) {
    const SettingsType& type = typeOf(json);
    Stage stage{settingsFromJson(type, json.object("settings"), folder)};
    stage.label = json.text("label");
    stage.isBypassed = json.flag("bypassed", false);
    stage.range = rangeFromJson(json);
    stage.listensToRemoved = listensToRemoved(json);
    stage.unknown = json.rest();
    chain.stages.push_back(std::move(stage));
  }
  try {
    checkChain(chain);
  } catch (const Error& error) {
    throw Error(ErrorKind::Damaged, parent.place(key) + ": " + error.what());
  }
  return chain;
}

}  // namespace lathe
