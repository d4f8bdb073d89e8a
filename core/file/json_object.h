// Reading a JSON object member by member, with errors that say where, and with what was not asked for kept.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/file/json_check.h"

namespace lathe {

using Json = nlohmann::ordered_json;

/// Text to JSON, in time proportional to its length. Throws Error (Damaged) as checkJson() does.
Json parseJson(std::string_view text);

/// JSON to pretty text that ends with a newline. Throws Error (Unsupported) when a text in it is not UTF-8, and for what
/// parseJson() would refuse: nothing is saved that cannot be opened again.
std::string jsonText(const Json& json);

/// An object, and its place in the document for messages: "tracks[2].gain_db should be a number".
/// All reading functions give `otherwise` when the member is absent and throw Error (Damaged) when it is of another
/// kind.
class JsonObject {
 public:
  /// Throws Error (Damaged) when `value` is no object.
  JsonObject(const Json& value, std::string place);

  std::string text(const std::string& key, const std::string& otherwise = "");
  double number(const std::string& key, double otherwise);
  /// Throws Error (Damaged) for a number outside the range, too.
  double number(const std::string& key, double otherwise, double lowest, double highest);
  /// Null counts as absent.
  std::optional<double> optionalNumber(const std::string& key);
  /// A whole number from 0 up to `most`.
  std::uint64_t count(const std::string& key, std::uint64_t otherwise, std::uint64_t most = 1ull << 53);
  bool flag(const std::string& key, bool otherwise);
  /// An absent object is read as an empty one.
  JsonObject object(const std::string& key);
  /// The objects of an array; absent: none.
  std::vector<JsonObject> objects(const std::string& key);
  /// Any value, or null when absent.
  const Json& value(const std::string& key);

  const Json& json() const noexcept { return *value_; }
  std::string place(const std::string& key) const;
  /// The members that nobody asked for, as the text of an object; empty when there are none.
  std::string rest() const;
  [[noreturn]] void fail(const std::string& key, const std::string& should) const;

 private:
  const Json* find(const std::string& key);

  const Json* value_;
  std::string place_;
  std::set<std::string> asked_;
};

/// Puts kept unknown members back into an object.
void addUnknown(Json& object, const std::string& unknown);

}  // namespace lathe
