// Reports as comma-separated values (RFC 4180), for spreadsheets.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <span>
#include <string>

#include "analysis/report/verdict_report.h"

namespace lathe::analysis {

/// A row per rule where files were judged, else a row of figures per file; the first row names the columns. Numbers use
/// '.' for their decimal point. A text that a spreadsheet could take for a formula gets a ' in front.
std::string csvReport(std::span<const CheckedSignal> files, std::span<const FailedFile> failures);

}  // namespace lathe::analysis
