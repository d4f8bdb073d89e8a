// Checked access to the members of JSON objects.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/json_object.h"

#include <nlohmann/json.hpp>

#include "core/audio/error.h"
#include "core/audio/number_text.h"
#include "core/file/json_check.h"
#include "core/file/text_reader.h"

namespace lathe {
namespace {

const Json& emptyObject() {
  static const Json empty = Json::object();
  return empty;
}

}  // namespace

Json parseJson(std::string_view text) {
  checkJson(text);
  return Json::parse(text);
}

std::string jsonText(const Json& json) {
  try {
    std::string text = json.dump(2) + "\n";
    if (text.size() > kLongestText) throw Error(ErrorKind::Damaged, "it is larger than 256 MiB");
    checkJson(text);
    return text;
  } catch (const Json::exception&) {
    throw Error(ErrorKind::Unsupported, "a name or text in it is not UTF-8, so it cannot be saved");
  } catch (const Error& error) {
    throw Error(ErrorKind::Unsupported,
                std::string("it could not be opened again, so it is not saved: ") + error.what());
  }
}

JsonObject::JsonObject(const Json& value, std::string place) : value_(&value), place_(std::move(place)) {
  if (!value.is_object()) throw Error(ErrorKind::Damaged, (place_.empty() ? "it" : place_) + " should be an object");
}

const Json* JsonObject::find(const std::string& key) {
  asked_.insert(key);
  const auto found = value_->find(key);
  return found == value_->end() ? nullptr : &*found;
}

std::string JsonObject::place(const std::string& key) const { return place_.empty() ? key : place_ + "." + key; }

void JsonObject::fail(const std::string& key, const std::string& should) const {
  throw Error(ErrorKind::Damaged, place(key) + " should be " + should);
}

std::string JsonObject::text(const std::string& key, const std::string& otherwise) {
  const Json* member = find(key);
  if (!member) return otherwise;
  if (!member->is_string()) fail(key, "a text");
  return member->get<std::string>();
}

double JsonObject::number(const std::string& key, double otherwise) {
  const Json* member = find(key);
  if (!member) return otherwise;
  if (!member->is_number()) fail(key, "a number");
  return member->get<double>();
}

double JsonObject::number(const std::string& key, double otherwise, double lowest, double highest) {
  const double value = number(key, otherwise);
  if (!(value >= lowest && value <= highest)) fail(key, "from " + exactText(lowest) + " to " + exactText(highest));
  return value;
}

std::optional<double> JsonObject::optionalNumber(const std::string& key) {
  const Json* member = find(key);
  if (!member || member->is_null()) return std::nullopt;
  if (!member->is_number()) fail(key, "a number or null");
  return member->get<double>();
}

std::uint64_t JsonObject::count(const std::string& key, std::uint64_t otherwise, std::uint64_t most) {
  const Json* member = find(key);
  if (!member) return otherwise;
  // A number that we have put in ourselves may be of a signed kind.
  const bool isWhole =
      member->is_number_unsigned() || (member->is_number_integer() && member->get<std::int64_t>() >= 0);
  if (!isWhole || member->get<std::uint64_t>() > most) fail(key, "a whole number from 0 to " + std::to_string(most));
  return member->get<std::uint64_t>();
}

bool JsonObject::flag(const std::string& key, bool otherwise) {
  const Json* member = find(key);
  if (!member) return otherwise;
  if (!member->is_boolean()) fail(key, "true or false");
  return member->get<bool>();
}

JsonObject JsonObject::object(const std::string& key) {
  const Json* member = find(key);
  return {member ? *member : emptyObject(), place(key)};
}

std::vector<JsonObject> JsonObject::objects(const std::string& key) {
  std::vector<JsonObject> list;
  const Json* member = find(key);
  if (!member) return list;
  if (!member->is_array()) fail(key, "a list");
  for (std::size_t i = 0; i < member->size(); ++i)
    list.emplace_back((*member)[i], place(key) + "[" + std::to_string(i) + "]");
  return list;
}

const Json& JsonObject::value(const std::string& key) {
  static const Json null;
  const Json* member = find(key);
  return member ? *member : null;
}

std::string JsonObject::rest() const {
  Json others = Json::object();
  for (const auto& [key, value] : value_->items())
    if (!asked_.contains(key)) others[key] = value;
  return others.empty() ? "" : others.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void addUnknown(Json& object, const std::string& unknown) {
  if (unknown.empty()) return;
  const Json members = Json::parse(unknown);
  for (const auto& [key, value] : members.items()) object[key] = value;
}

}  // namespace lathe
