// Rows of files that may not be passed on, where a folder has them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>

#include "tests/analysis/conformance/row.h"

namespace lathe::analysis::conformance {

/// Cases 7 and 8 of EBU Tech 3341 under their published names, and what the folder's own `expected.csv` lists in lines
/// of file, figure (I, LRA, M, S or TP), expected value, tolerance; the files of BS.2217 for one.
Rows officialRows(const std::filesystem::path& folder);

}  // namespace lathe::analysis::conformance
