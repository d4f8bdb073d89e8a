// Room reports as text and as JSON.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "core/room/room_report.h"

namespace lathe::cli {

/// A table of octaves for each channel, under a heading.
std::string roomText(const std::string& name, const RoomReport& report);

nlohmann::ordered_json roomJson(const std::string& name, const RoomReport& report);

}  // namespace lathe::cli
