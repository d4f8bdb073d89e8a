// Measuring and checking many files: one line as each ends, results kept in a catalog, a summary.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "cli/support/checked_files.h"

namespace lathe::cli {

/// A number that stands for a text, 64-bit FNV-1a: for keys of results.
std::uint64_t fnv1a(std::string_view text) noexcept;

/// `request.files` may hold folders and patterns. `key` says how is measured, for the catalog. Results go to stdout as
/// each file ends; the summary to stderr. Gives kDone, kNotCompliant, kPartOfBatchFailed or kFailed. Throws Error
/// (Cancelled): what was stored in the catalog by then stays.
int runBatch(CheckRequest request, const BatchOptions& options, const std::string& key, Context& context);

}  // namespace lathe::cli
