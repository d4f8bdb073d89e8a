// A report as one HTML file: nothing is loaded from anywhere, plots are inline SVG, light or dark as the reader has it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <span>
#include <string>

#include "analysis/report/verdict_report.h"

namespace lathe::analysis {

std::string htmlReport(std::span<const CheckedSignal> files, std::span<const FailedFile> failures);

}  // namespace lathe::analysis
