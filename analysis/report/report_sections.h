// What a full text report has below its table of figures: channels, overs, the distribution of loudness.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>
#include <string>

#include "analysis/measurement/measurement.h"

namespace lathe::analysis {

/// Each section with a blank line and a title before it; a section that has nothing to show is left out.
std::string sectionText(const Measurement& measurement, int decimals = 2);

/// The channel's speaker, or its number from 1 on when it has no position.
std::string channelName(const Measurement& measurement, std::size_t channel);

}  // namespace lathe::analysis
