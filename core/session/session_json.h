// Sessions as JSON, with paths relative to the folder of the session file.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>

#include "core/session/json_object.h"
#include "core/session/session.h"

namespace lathe {

/// Shares equal sources between the steps of a history.
using SourcePool = std::vector<SourcePtr>;

Json sessionToJson(const Session& session, const std::filesystem::path& folder);

/// Throws Error (Damaged) with the place. `json` is marked as read but for unknown members, which the session keeps.
Session sessionFromJson(JsonObject& json, const std::filesystem::path& folder, SourcePool& pool);

}  // namespace lathe
