// What a render did, for the terminal and as JSON.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "core/render/render_report.h"

namespace lathe::cli {

/// Before and after side by side, what each stage did, and the file's name.
std::string reportText(const RenderReport& report);

nlohmann::ordered_json reportJson(const RenderReport& report);

/// {"schema": "lathe/render", "version": 1, "files": [...], "failures": [...]}
std::string reportsJson(const std::vector<RenderReport>& reports,
                        const std::vector<std::pair<std::string, std::string>>& failures);

}  // namespace lathe::cli
