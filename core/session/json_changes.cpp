// What a list of changes may hold.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/session/json_changes.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace lathe {

bool areOurs(const Json& changes) {
  return changes.is_array() && std::ranges::all_of(changes, [](const Json& change) {
           const auto operation = change.find("op"), path = change.find("path");
           if (operation == change.end() || path == change.end() || !path->is_string()) return false;
           const bool isKnown = *operation == "add" || *operation == "remove" || *operation == "replace";
           return isKnown &&
                  std::ranges::count(path->get_ref<const std::string&>(), '/') <= static_cast<int>(kDeepestJson);
         });
}

}  // namespace lathe
