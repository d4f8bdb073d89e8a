// What every command gets: where to write, when to stop, and the options that all commands share.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cli/terminal/console.h"
#include "cli/terminal/exit_code.h"
#include "core/work/progress.h"

namespace lathe::cli {

using Paths = std::vector<std::filesystem::path>;

struct Context {
  Console& console;
  std::stop_token stop;
  bool isJson = false;
  bool isQuiet = false;
  bool mayOverwrite = false;
  int jobs = 1;             ///< files worked on at once
  std::string device = {};  ///< where heavy work runs; as chooseBackends() takes it

  Progress progress() const {
    return {[this](double fraction, std::string_view what) { console.progress(fraction, what); }, stop};
  }
};

}  // namespace lathe::cli
