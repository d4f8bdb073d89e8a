// Running render tasks from the command line: progress, reports, exit code.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <vector>

#include "cli/terminal/context.h"
#include "core/render/session_renderer.h"

namespace lathe::cli {

/// Renders one file, and prints its warnings and its report. Throws Error as renderTrack() does.
RenderReport renderOneAndReport(const RenderTask& task, Context& context);

/// Renders, prints reports to stdout and errors to stderr. Gives kDone, kFailed, or kPartOfBatchFailed. Throws Error as
/// renderTasks() does.
int renderAndReport(std::vector<RenderTask> tasks, Context& context);

}  // namespace lathe::cli
