// Specifications from JSON and back, as docs/schema/spec-1.json describes them; errors name line or place.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "analysis/compliance/spec.h"

namespace lathe::analysis {

/// Throws Error (Damaged with line and column, or with the place as in "rules[2].max should be a number";
/// Unsupported for a newer version). Members that mean nothing are refused: they are misspelt.
Spec specFromText(std::string_view text);
/// Ends with a newline; reads back as the same spec.
std::string specToText(const Spec& spec);

/// Throws Error as above with the file's name in front (and NotFound, Io).
Spec loadSpec(const std::filesystem::path& path);

}  // namespace lathe::analysis
