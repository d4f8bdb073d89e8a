// Rows and quoting.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/report/report_csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/audio/number_text.h"

namespace lathe::analysis {
namespace {

std::string quotedCell(std::string text) {
  const bool isFormula = !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
  if (isFormula) text.insert(text.begin(), '\'');
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string cell = "\"";
  for (const char c : text) cell += c == '"' ? std::string("\"\"") : std::string(1, c);
  return cell + '"';
}

std::string number(const std::optional<double>& value, int decimals = 3) {
  return value && std::isfinite(*value) ? fixedText(*value, decimals) : "";
}

template <class Tag>
std::string number(const std::optional<Quantity<Tag>>& value) {
  return value ? number(std::optional(value->value)) : "";
}

std::string row(const std::vector<std::string>& cells) {
  std::string text;
  for (std::size_t i = 0; i < cells.size(); ++i) text += (i == 0 ? "" : ",") + cells[i];
  return text + "\r\n";
}

std::string ruleRow(const CheckedSignal& checked, const SpecVerdict& spec, const RuleVerdict& rule) {
  const bool hasMoment = !rule.moments.empty();
  return row({quotedCell(checked.name), quotedCell(checked.after), quotedCell(spec.spec.id),
              std::string(infoOf(rule.rule.measure).id), std::string(outcomeText(rule.outcome)), number(rule.measured),
              std::string(infoOf(rule.rule.measure).unit), number(rule.rule.lowestAllowed()),
              number(rule.rule.highestAllowed()), number(rule.margin), fmt::format("{}", rule.momentCount),
              hasMoment ? number(std::optional(rule.moments.front().start.value)) : "",
              hasMoment ? number(std::optional(rule.moments.front().end.value)) : "", ""});
}

std::string figureRow(const CheckedSignal& checked) {
  const Measurement& m = checked.evidence.measurement;
  return row({quotedCell(checked.name), quotedCell(checked.after), fmt::format("{}", m.format.sampleRate),
              fmt::format("{}", m.format.channels()), number(std::optional(m.duration.value)), number(m.integrated),
              number(m.loudnessRange), m.maxShortTerm ? number(std::optional(m.maxShortTerm->loudness.value)) : "",
              m.maxMomentary ? number(std::optional(m.maxMomentary->loudness.value)) : "",
              m.truePeak ? number(std::optional(m.truePeak->level.value)) : "", number(m.samplePeak),
              number(m.peakToLoudness), fmt::format("{}", m.clippedRuns), ""});
}

}  // namespace

std::string csvReport(std::span<const CheckedSignal> files, std::span<const FailedFile> failures) {
  const bool isJudged = std::ranges::any_of(files, [](const CheckedSignal& file) { return !file.verdicts.empty(); });
  std::string text = isJudged ? row({"file", "after", "spec", "measure", "outcome", "measured", "unit", "lowest",
                                     "highest", "margin", "moments", "first_start_s", "first_end_s", "error"})
                              : row({"file", "after", "sample_rate_hz", "channels", "duration_s", "integrated_lufs",
                                     "loudness_range_lu", "max_short_term_lufs", "max_momentary_lufs", "true_peak_dbtp",
                                     "sample_peak_dbfs", "plr_db", "clipped_runs", "error"});
  for (const CheckedSignal& file : files) {
    if (!isJudged) text += figureRow(file);
    for (const SpecVerdict& spec : file.verdicts)
      for (const RuleVerdict& rule : spec.rules) text += ruleRow(file, spec, rule);
  }
  for (const FailedFile& failure : failures) {
    std::vector<std::string> cells(14);
    cells.front() = quotedCell(failure.name);
    cells.back() = quotedCell(failure.error);
    text += row(cells);
  }
  return text;
}

}  // namespace lathe::analysis
