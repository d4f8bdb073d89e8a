// Measurements as JSON, as docs/schema/measurement-1.json describes it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>

#include "analysis/report/report.h"

namespace lathe::analysis {

/// One measurement as an object, to be put into a larger report. Keys name their units; what is absent is null; numbers
/// are rounded to six decimals.
nlohmann::ordered_json toJson(const NamedMeasurement& measurement);

/// A document of its own: {"schema": "lathe/measurement", "version": 1, "measurements": [...]}. Ends with a newline.
std::string jsonReport(std::span<const NamedMeasurement> measurements);

}  // namespace lathe::analysis
