// `lathe diagnose`: what is wrong with recordings, and a session that repairs it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <string>

#include "cli/terminal/context.h"

namespace lathe::cli {

struct DiagnoseOptions {
  Paths files;
  std::filesystem::path session;  ///< where the proposed repair goes; empty: nowhere
  std::string material = "auto";  ///< "auto", "speech" or "music"
};
int runDiagnose(const DiagnoseOptions& options, Context& context);

}  // namespace lathe::cli
