// Checked access to the members of JSON objects.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/session/json_object.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <nlohmann/json.hpp>

#include "core/audio/error.h"
#include "core/audio/number_text.h"

namespace lathe {
namespace {

std::string placeOf(std::string_view text, std::size_t byte) {
  const std::string_view before = text.substr(0, std::min(byte > 0 ? byte - 1 : 0, text.size()));
  const auto line = std::ranges::count(before, '\n') + 1;
  const auto start = before.rfind('\n');
  const auto column = before.size() - (start == std::string_view::npos ? 0 : start + 1) + 1;
  return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

/// Reads bytes and counts them; the parser copies it, so the count is outside.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, std::size_t* count) : at_(at), count_(count) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() { return ++at_, ++*count_, *this; }
  friend bool operator==(const CountingIterator& a, const CountingIterator& b) { return a.at_ == b.at_; }
  friend bool operator!=(const CountingIterator& a, const CountingIterator& b) { return a.at_ != b.at_; }

 private:
  const char* at_;
  std::size_t* count_;
};

/// Refuses, while the parser goes along, what it would take: nesting that overflows the stack of whoever walks through
/// the document later, and keys that are there twice, of which it would keep the last.
class Inspector {
 public:
  Inspector(std::string_view text, const std::size_t* bytesRead) : text_(text), bytesRead_(bytesRead) {}

  bool operator()(int, Json::parse_event_t event, const Json& value) {
    using Event = Json::parse_event_t;
    if (event == Event::object_start || event == Event::array_start) {
      if (keys_.size() == kDeepestJson)
        refuse("objects and lists are nested deeper than " + std::to_string(kDeepestJson) + " levels");
      keys_.emplace_back();
    } else if (event == Event::object_end || event == Event::array_end) {
      keys_.pop_back();
    } else if (event == Event::key && !keys_.back().insert(value.get<std::string>()).second) {
      refuse("'" + value.get<std::string>() + "' is there twice in the same object");
    }
    return true;
  }

 private:
  [[noreturn]] void refuse(const std::string& sentence) const {
    throw Error(ErrorKind::Damaged, sentence + " at " + placeOf(text_, *bytesRead_));
  }

  std::string_view text_;
  const std::size_t* bytesRead_;
  std::vector<std::set<std::string>> keys_;  ///< so far, of each object that is open
};

const Json& emptyObject() {
  static const Json empty = Json::object();
  return empty;
}

}  // namespace

Json parseJson(std::string_view text) {
  std::size_t bytesRead = 0;
  Inspector inspector(text, &bytesRead);
  try {
    return Json::parse(CountingIterator(text.data(), &bytesRead),
                       CountingIterator(text.data() + text.size(), &bytesRead), std::ref(inspector));
  } catch (const Json::parse_error& error) {
    throw Error(ErrorKind::Damaged, "it is damaged at " + placeOf(text, error.byte));
  } catch (const Json::exception&) {
    throw Error(ErrorKind::Damaged, "it holds a number that is out of range at " + placeOf(text, bytesRead));
  }
}

std::string jsonText(const Json& json) {
  try {
    return json.dump(2) + "\n";
  } catch (const Json::exception&) {
    throw Error(ErrorKind::Unsupported, "a name or text in it is not UTF-8, so it cannot be saved");
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
