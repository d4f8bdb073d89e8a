// What `lathe measure` does beside a plain measurement: reports, encodings, tags.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "analysis/loudness/loudness.h"
#include "cli/options/commands.h"

namespace lathe::cli {

/// As runMeasure, for options with --after, --report or --write-tags.
int runMeasureAndMore(const MeasureOptions& options, const analysis::LoudnessOptions& loudness, Context& context);

/// As runMeasure, for many files: folders, catalogs, JSON Lines, shares of a list.
int runMeasureBatch(const MeasureOptions& options, const analysis::LoudnessOptions& loudness, Context& context);

}  // namespace lathe::cli
