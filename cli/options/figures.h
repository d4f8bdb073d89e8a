// `lathe figures`: dynamics, stereo, spectrum and defects of files.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "cli/terminal/context.h"

namespace lathe::cli {

struct FiguresOptions {
  Paths files;
};
int runFigures(const FiguresOptions& options, Context& context);

}  // namespace lathe::cli
