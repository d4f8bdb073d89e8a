// Types, constants, members, bounds.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "tests/support/json_schema.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/support/places.h"

namespace lathe::test {
namespace {

using nlohmann::json;

bool isOfType(const json& value, const std::string& type) {
  return type == "object"    ? value.is_object()
         : type == "array"   ? value.is_array()
         : type == "string"  ? value.is_string()
         : type == "integer" ? value.is_number_integer()
         : type == "number"  ? value.is_number()
         : type == "boolean" ? value.is_boolean()
                             : type == "null" && value.is_null();
}

std::string faultInMembers(const json& value, const json& schema, const json& root, const std::string& path) {
  for (const auto& key : schema.value("required", json::array()))
    if (!value.contains(key.get<std::string>())) return path + ": lacks " + key.get<std::string>();
  const json properties = schema.value("properties", json::object());
  for (const auto& [key, member] : value.items()) {
    if (!properties.contains(key)) {
      if (schema.value("additionalProperties", true)) continue;
      return path + ": must not have " + key;
    }
    if (auto found = fault(member, properties[key], root, path + "/" + key); !found.empty()) return found;
  }
  return {};
}

}  // namespace

std::string fault(const json& value, const json& schema, const json& root, const std::string& path) {
  if (schema.contains("$ref")) {
    const auto name = schema["$ref"].get<std::string>().substr(std::string("#").size());
    return fault(value, root.at(json::json_pointer(name)), root, path);
  }
  if (schema.contains("const") && value != schema["const"]) return path + ": not the constant";
  if (schema.contains("enum") && std::ranges::find(schema["enum"], value) == schema["enum"].end())
    return path + ": none of the choices";
  if (schema.contains("type")) {
    const json types = schema["type"].is_array() ? schema["type"] : json::array({schema["type"]});
    if (std::none_of(types.begin(), types.end(),
                     [&](const json& type) { return isOfType(value, type.get<std::string>()); }))
      return path + ": wrong type " + value.type_name();
  }
  if (value.is_number() && schema.contains("minimum") && value < schema["minimum"]) return path + ": below its minimum";
  if (value.is_number() && schema.contains("maximum") && value > schema["maximum"]) return path + ": above its maximum";
  if (value.is_array() && schema.contains("minItems") && value.size() < schema["minItems"]) return path + ": too few";
  if (value.is_array() && schema.contains("maxItems") && value.size() > schema["maxItems"]) return path + ": too many";
  if (value.is_object())
    if (auto found = faultInMembers(value, schema, root, path); !found.empty()) return found;
  if (value.is_array() && schema.contains("items"))
    for (const auto& item : value)
      if (auto found = fault(item, schema["items"], root, path + "/*"); !found.empty()) return found;
  return {};
}

json schemaNamed(const std::string& name) {
  std::ifstream file(sourceFolder() / "docs/schema" / name);
  return json::parse(file);
}

}  // namespace lathe::test
