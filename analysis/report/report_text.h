// Measurements as text tables with aligned columns.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <span>
#include <string>

#include "analysis/report/report.h"

namespace lathe::analysis {

/// A row per figure and a column per measurement: one file in full, or before and after side by side.
/// `decimals` of levels and loudness (EBU Mode shows at most one). What is absent shows as "-". Ends with a newline.
std::string figureTable(std::span<const NamedMeasurement> measurements, int decimals = 2);

/// Everything of one measurement, in sections: the figures, a row for each channel, the overs when they were listed
/// (the first twenty of them), and the distribution of short-term loudness.
std::string fullText(const NamedMeasurement& measurement, int decimals = 2);

/// A row per measurement and a column per main figure: many files at a glance.
std::string fileTable(std::span<const NamedMeasurement> measurements, int decimals = 1);

}  // namespace lathe::analysis
