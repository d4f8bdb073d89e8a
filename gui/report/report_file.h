// Writing what was measured into a report file, as PDF or as a web page.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <vector>

#include "analysis/report/verdict_report.h"
#include "gui/document/jobs.h"

namespace lathe::gui {

/// By the ending of its name: .htm and .html a web page, all others PDF. The file appears whole or not at all and
/// replaces one that is there. Throws Error (NotFound for the folder, Io).
void writeReport(const std::filesystem::path& file, const std::vector<analysis::CheckedSignal>& checked);

/// The same as a job; ".pdf" is put behind a name without an ending.
void startReport(Jobs& jobs, std::filesystem::path file, std::vector<analysis::CheckedSignal> checked);

}  // namespace lathe::gui
