// `lathe processors`: every processor and parameter, as text or JSON.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "cli/options/commands.h"
#include "core/audio/number_text.h"
#include "core/processors/resample_settings.h"
#include "core/stages/registry.h"

namespace lathe::cli {
namespace {

using Json = nlohmann::ordered_json;

/// The registered processors, and the sample-rate conversion of a delivery, which describes itself the same way.
std::vector<const SettingsType*> describedTypes() {
  std::vector<const SettingsType*> types;
  for (const ProcessorType& type : processorTypes()) types.push_back(type.settings);
  types.push_back(&ResampleSettings::type());
  return types;
}

std::string choices(const Parameter& parameter) {
  std::string list;
  for (const Choice& choice : parameter.choices) list += (list.empty() ? "" : "|") + choice.id;
  return list;
}

std::string range(const Parameter& p) {
  if (p.unit == Unit::Switch) return "on|off";
  if (p.unit == Unit::Choice) return choices(p);
  const auto unit = unitText(p.unit);
  return fmt::format("{} to {}{}{}", exactText(p.minimum), exactText(p.maximum), unit.empty() ? "" : " ", unit);
}

std::string table(const SettingsType& type) {
  const Settings standard(type);
  std::size_t idWidth = 0, rangeWidth = 0;
  for (const TextParameter& p : type.texts) idWidth = std::max(idWidth, p.id.size());
  for (const Parameter& p : type.parameters) {
    idWidth = std::max(idWidth, p.id.size());
    rangeWidth = std::max(rangeWidth, std::min<std::size_t>(range(p).size(), 34));
  }
  std::string text = fmt::format("{} - {}\n  {}\n", type.id, type.name, type.text);
  for (const Parameter& p : type.parameters)
    text +=
        fmt::format("  {:<{}}  {:<{}}  [{}]  {}\n", p.id, idWidth, range(p), rangeWidth, standard.text(p.id), p.text);
  for (const TextParameter& p : type.texts)
    text += fmt::format("  {:<{}}  {:<{}}  [{}]  {}\n", p.id, idWidth, p.form, rangeWidth, p.standard, p.text);
  return text;
}

Json json(const SettingsType& type) {
  const Settings standard(type);
  Json parameters = Json::array();
  for (const Parameter& p : type.parameters) {
    Json one = {{"id", p.id}, {"name", p.name}, {"text", p.text}};
    if (p.unit == Unit::Choice) {
      for (const Choice& choice : p.choices) one["choices"].push_back(choice.id);
      one["default"] = standard.text(p.id);
    } else if (p.unit == Unit::Switch) {
      one["default"] = p.standard >= 0.5;
    } else {
      one["unit"] = unitText(p.unit);
      one["minimum"] = p.minimum;
      one["maximum"] = p.maximum;
      one["default"] = p.standard;
    }
    parameters.push_back(std::move(one));
  }
  for (const TextParameter& p : type.texts)
    parameters.push_back(
        {{"id", p.id}, {"name", p.name}, {"text", p.text}, {"takes", p.form}, {"default", p.standard}});
  return {{"id", type.id}, {"name", type.name}, {"text", type.text}, {"parameters", std::move(parameters)}};
}

}  // namespace

int runProcessors(const ProcessorsOptions& options, Context& context) {
  std::vector<const SettingsType*> types = describedTypes();
  if (!options.processor.empty()) {
    std::erase_if(types, [&](const SettingsType* type) { return type->id != options.processor; });
    if (types.empty()) types.push_back(processorType(options.processor).settings);  // throws, naming those there are
  }
  if (context.isJson) {
    Json list = Json::array();
    for (const SettingsType* type : types) list.push_back(json(*type));
    context.console.result(Json{{"schema", "lathe-processors"}, {"version", 1}, {"processors", list}}.dump(2));
    return kDone;
  }
  std::string text;
  for (const SettingsType* type : types) text += (text.empty() ? "" : "\n") + table(*type);
  context.console.result(text);
  return kDone;
}

}  // namespace lathe::cli
