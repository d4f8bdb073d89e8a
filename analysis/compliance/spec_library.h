// The specifications that the program brings, and those of the user.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "analysis/compliance/spec.h"

namespace lathe::analysis {

/// Those in analysis/compliance/specs, by id. Made once.
const std::vector<Spec>& builtinSpecs();

/// Where the user's own specifications are: `lathe/specs` in the user's data folder, files called *.json.
std::filesystem::path userSpecFolder();

/// All that can be named: the user's come first and stand in for builtin ones of the same id. A file of the user's that
/// cannot be read is told in `problems`, one sentence each.
std::vector<Spec> allSpecs(std::vector<std::string>* problems = nullptr);

/// By id, or by the path of a file. Throws Error (NotFound with what there is; as loadSpec for a file).
Spec findSpec(const std::string& idOrPath);

}  // namespace lathe::analysis
