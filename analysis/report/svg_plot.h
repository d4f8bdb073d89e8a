// Plots of a signal as inline SVG: loudness over time, its distribution, peaks. Colours come from the page's style.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>
#include <vector>

#include "analysis/compliance/verdict.h"
#include "analysis/figures/figures.h"

namespace lathe::analysis {

/// Text with the characters escaped that mean something in HTML and XML; control characters and bytes that aren't UTF-8
/// become U+FFFD.
std::string escaped(std::string_view text);

/// Momentary and short-term loudness over time, with the specs' targets and limits and the moments that broke them.
std::string loudnessPlot(const Evidence& evidence, const std::vector<SpecVerdict>& verdicts);

/// How often which short-term loudness occurs, with the integrated loudness and the targets.
std::string distributionPlot(const Evidence& evidence, const std::vector<SpecVerdict>& verdicts);

/// Third octaves of the whole, in dB.
std::string spectrumPlot(const Figures& figures);

/// A figure over time, one value a second, with lines where it is told. `unit` stands above the axis.
std::string coursePlot(const std::vector<float>& values, double low, double high, const std::string& label,
                       std::string_view unit);

/// Sample peaks of each channel over time, with the lowest limit of the true peak and the overs.
std::string peakPlot(const Evidence& evidence, const std::vector<SpecVerdict>& verdicts);

}  // namespace lathe::analysis
