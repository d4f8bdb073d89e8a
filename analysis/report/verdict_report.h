// Verdicts as text and as JSON (docs/schema/compliance-1.json).
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <vector>

#include "analysis/compliance/verdict.h"
#include "analysis/figures/figures.h"

namespace lathe::analysis {

/// One file, or one encoding of it, with what it was judged by.
struct CheckedSignal {
  std::string name;   ///< of the file; UTF-8
  std::string after;  ///< "AAC at 256 kbit/s"; empty: as it is
  Evidence evidence;
  std::vector<SpecVerdict> verdicts;
  std::optional<Figures> figures = {};  ///< for reports that show them
};

/// A table per spec with a row per rule, the moments that broke it, the remedy and what services do; ends with a
/// newline. At most `mostMoments` are listed for a rule.
std::string verdictText(const CheckedSignal& checked, std::size_t mostMoments = 5);

/// One line: "song.wav: spotify pass, ebu-r128 fail (integrated)".
std::string verdictLine(const CheckedSignal& checked);

nlohmann::ordered_json toJson(const CheckedSignal& checked);

/// {"schema": "lathe/compliance", "version": 1, "files": [...], "failures": [...]}. Ends with a newline.
struct FailedFile {
  std::string name, error;
};
std::string complianceReport(std::span<const CheckedSignal> files, std::span<const FailedFile> failures);

/// "1:02.35", or a range where that is longer than 10 ms, with the channel's name.
std::string momentText(const Moment& moment, const Measurement& measurement, Measure measure);

/// "L", "Rs", or the channel's number from 1 on.
std::string channelText(const Measurement& measurement, int channel);

}  // namespace lathe::analysis
