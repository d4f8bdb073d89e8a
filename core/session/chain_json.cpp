// Writing and reading settings and stages.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/session/chain_json.h"

#include <nlohmann/json.hpp>

#include "core/audio/error.h"
#include "core/processors/registry.h"
#include "core/session/live_chain.h"

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

const SettingsType& typeOf(JsonObject& stage) {
  const std::string id = stage.text("processor");
  for (const ProcessorType& type : processorTypes())
    if (type.settings->id == id) return *type.settings;
  stage.fail("processor", "one that this version of Lathe has, and it has no '" + id + "'");
}

}  // namespace

Json settingsToJson(const Settings& settings) {
  Json json = Json::object();
  for (const Parameter& parameter : settings.type().parameters)
    if (settings.get(parameter.id) != parameter.standard) json[parameter.id] = valueToJson(settings, parameter);
  return json;
}

Settings settingsFromJson(const SettingsType& type, JsonObject json) {
  Settings settings(type);
  for (const Parameter& parameter : type.parameters) readValue(settings, parameter, json);
  for (const auto& [key, value] : json.json().items())
    if (!type.find(key))
      throw Error(ErrorKind::Damaged, json.place(key) + " is not a parameter of the " + type.id + " that this version of Lathe knows");
  return settings;
}

Json chainToJson(const Chain& chain) {
  Json list = Json::array();
  for (const Stage& stage : chain.stages) {
    Json json = {{"processor", stage.settings.type().id}};
    if (!stage.label.empty()) json["label"] = stage.label;
    if (stage.isBypassed) json["bypassed"] = true;
    json["settings"] = settingsToJson(stage.settings);
    addUnknown(json, stage.unknown);
    list.push_back(std::move(json));
  }
  return list;
}

Chain chainFromJson(JsonObject& parent, const std::string& key) {
  Chain chain;
  for (JsonObject& json : parent.objects(key)) {
    const SettingsType& type = typeOf(json);
    Stage stage{settingsFromJson(type, json.object("settings"))};
    stage.label = json.text("label");
    stage.isBypassed = json.flag("bypassed", false);
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
