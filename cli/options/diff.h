// `lathe diff`: a null test of two files.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>

#include "cli/terminal/context.h"

namespace lathe::cli {

struct DiffOptions {
  std::filesystem::path a, b;
  double search = 0;  ///< seconds
  bool matchesLevel = false;
  double region = 1;     ///< seconds
  double tolerance = 0;  ///< LSB of 24 bits; a difference up to it counts as none
};
int runDiff(const DiffOptions& options, Context& context);

}  // namespace lathe::cli
