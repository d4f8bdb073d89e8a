// What the words of a command line ask for: a command ready to run, or something to say.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <functional>
#include <string>

#include "cli/terminal/context.h"

namespace lathe::cli {

struct Invocation {
  std::function<int(Context&)> run;  ///< empty when there is nothing to run: help, version, or a usage error
  int exitCode = 0;                  ///< when there is nothing to run
  std::string result;                ///< then: help or version, for stdout
  std::string message;               ///< then: what was wrong, for stderr
  bool isJson = false;
  bool isQuiet = false;
  bool mayOverwrite = false;
  int jobs = 1;
  std::string device;  ///< as chooseBackends() takes it; empty: LATHE_DEVICE, or what is fastest
};

}  // namespace lathe::cli
