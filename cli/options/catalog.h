// `lathe catalog`: questions to the results that batches have kept.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cli/terminal/context.h"

namespace lathe::cli {

struct CatalogQueryOptions {
  std::filesystem::path catalog;
  std::vector<std::string> filters;
};
int runCatalogQuery(const CatalogQueryOptions& options, Context& context);

struct CatalogMergeOptions {
  std::filesystem::path catalog;
  Paths others;
};
int runCatalogMerge(const CatalogMergeOptions& options, Context& context);

}  // namespace lathe::cli
