// Measurements through the same path as checks, with the requirements as a specification.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/options/measure_and_more.h"

#include <fmt/core.h>

#include <algorithm>

#include "analysis/compliance/spec_json.h"
#include "analysis/delivery/loudness_tags.h"
#include "analysis/measurement/album.h"
#include "analysis/report/report_json.h"
#include "analysis/report/report_text.h"
#include "cli/support/batch.h"
#include "cli/support/checked_files.h"
#include "cli/terminal/terminal_text.h"
#include "core/file/metadata_edit.h"
#include "core/file/write_lock.h"
#include "core/render/destinations.h"

namespace lathe::cli {
namespace {

using analysis::CheckedSignal;

std::vector<analysis::Spec> requirements(const MeasureOptions& options) {
  analysis::Spec spec;
  spec.id = "requirements";
  spec.name = "Requirements";
  if (options.requiredLoudness) {
    analysis::Rule rule;
    rule.measure = analysis::Measure::Integrated;
    rule.target = options.requiredLoudness;
    rule.tolerance = options.tolerance;
    spec.rules.push_back(rule);
  }
  if (options.requiredTruePeak) {
    analysis::Rule rule;
    rule.measure = analysis::Measure::TruePeak;
    rule.highest = options.requiredTruePeak;
    spec.rules.push_back(rule);
  }
  return spec.rules.empty() ? std::vector<analysis::Spec>{} : std::vector{spec};
}

std::string tableText(const CheckResults& results) {
  std::vector<analysis::NamedMeasurement> named;
  for (const CheckedSignal& checked : results.checked)
    named.push_back({printable(std::filesystem::path(checked.name).filename().string()) +
                         (checked.after.empty() ? "" : ", " + checked.after),
                     checked.evidence.measurement});
  if (named.empty()) return "";
  return named.size() == 1 ? analysis::figureTable(named) : analysis::fileTable(named, 2);
}

std::string jsonText(const CheckResults& results, bool isPlain) {
  if (!isPlain) return analysis::complianceReport(results.checked, results.failures);
  std::vector<analysis::NamedMeasurement> named;
  for (const CheckedSignal& checked : results.checked) named.push_back({checked.name, checked.evidence.measurement});
  return analysis::jsonReport(named);
}

/// A file whose tags cannot be written is told and stops nothing; gives how many there were.
std::size_t writeTags(const MeasureOptions& options, const CheckResults& results, Context& context) {
  std::optional<analysis::AlbumTagValues> album;
  if (options.isAlbum) {
    std::vector<analysis::AlbumTrack> tracks;
    for (const CheckedSignal& checked : results.checked)
      if (checked.after.empty()) tracks.push_back({checked.evidence.measurement, checked.evidence.bins});
    const auto whole = analysis::measureAlbum(tracks);
    if (whole.integrated)
      album = analysis::AlbumTagValues{*whole.integrated, whole.truePeak ? toGain(*whole.truePeak) : 0};
  }
  std::size_t failures = 0;
  for (const CheckedSignal& checked : results.checked) {
    if (!checked.after.empty()) continue;
    try {
      const WriteLock lock(checked.name);
      for (const std::string& line : analysis::writeLoudnessTags(checked.name, checked.evidence.measurement, album))
        context.console.note(checked.name + ": " + line);
    } catch (const Error& error) {
      ++failures;
      context.console.error(error);
    }
  }
  return failures;
}

}  // namespace

int runMeasureAndMore(const MeasureOptions& options, const analysis::LoudnessOptions& loudness, Context& context) {
  checkReportPath(options.report);
  CheckRequest request;
  request.files = options.files;
  request.specs = requirements(options);
  request.after = parseCodecs(options.after);
  request.alsoAsItIs = true;
  request.loudness = loudness;
  request.figures = options.isFull || options.report.extension() == ".html";
  request.findsDialogue = options.findsDialogue;
  CheckResults results = checkFiles(request, context);
  if (options.isAlbum && !results.failures.empty())
    throw Error(ErrorKind::NotPossible, "an album's tags need all of its files, and " + results.failures.front().error);
  // With encodings, requirements are those of the encoded sound.
  if (!request.after.empty())
    for (CheckedSignal& checked : results.checked)
      if (checked.after.empty()) checked.verdicts.clear();

  const bool isPlain = request.specs.empty() && request.after.empty();
  context.console.result(context.isJson ? jsonText(results, isPlain) : tableText(results));
  for (const std::string& warning : results.warnings) context.console.warning(warning);
  for (const auto& failure : results.failures) context.console.error(failure.error);
  bool isCompliant = true;
  for (const CheckedSignal& checked : results.checked)
    for (const auto& verdict : checked.verdicts) {
      if (verdict.passes()) continue;
      isCompliant = false;
      context.console.note(analysis::verdictLine(checked));
    }
  refuseToWriteOver(options.files, options.report);
  if (!options.report.empty()) writeReport(options.report, results, context);
  std::size_t failures = results.failures.size();
  if (options.writesTags) failures += writeTags(options, results, context);
  if (failures >= options.files.size()) return kFailed;
  if (failures > 0) return kPartOfBatchFailed;
  return isCompliant ? kDone : kNotCompliant;
}

int runMeasureBatch(const MeasureOptions& options, const analysis::LoudnessOptions& loudness, Context& context) {
  CheckRequest request;
  request.files = options.files;
  request.specs = requirements(options);
  request.after = parseCodecs(options.after);
  request.alsoAsItIs = true;
  request.loudness = loudness;
  std::string key = fmt::format("measure 1, dual mono {}, edition {}, speakers {}", options.isDualMono,
                                options.revision, options.speakers);
  for (const std::string& codec : options.after) key += ", after " + codec;
  for (const analysis::Spec& spec : request.specs) key += fmt::format(", {:016x}", fnv1a(analysis::specToText(spec)));
  return runBatch(request, options.batch, key, context);
}

}  // namespace lathe::cli
