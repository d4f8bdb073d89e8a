// Chains as JSON: the same form in sessions and in chain files.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>

#include "core/chain/chain.h"
#include "core/file/json_object.h"

namespace lathe {

/// Only values that differ from their defaults are written, by parameter id: choices by id, switches as true and false,
/// numbers in the parameter's unit, files relative to `folder`. The defaults are part of the format: a changed default
/// is a new version of the format.
/// Whether a text parameter's value is a file's path, which is kept relative to the file that it stands in, and not a
/// name.
bool isPath(const TextParameter& parameter, const std::string& text);

Json settingsToJson(const Settings& settings, const std::filesystem::path& folder);

/// Into the defaults of that type. Throws Error (Damaged) for unknown parameters and values out of range, with their
/// place.
Settings settingsFromJson(const SettingsType& type, JsonObject json, const std::filesystem::path& folder);

/// [{"processor": "limiter", "bypassed": true, "label": "Final", "settings": {"ceiling": -1.5},
///   "range": [10, 12.5], "listen": "removed"}, ...]
Json chainToJson(const Chain& chain, const std::filesystem::path& folder);

/// The list under `key` of an object. Throws Error (Damaged) with the place, also for unknown processors.
Chain chainFromJson(JsonObject& parent, const std::string& key, const std::filesystem::path& folder);

}  // namespace lathe
