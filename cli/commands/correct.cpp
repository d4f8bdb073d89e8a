// `lathe correct`: files brought to a specification or a target, by gain alone unless a limiter is allowed.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <fmt/core.h>

#include <atomic>
#include <map>
#include <nlohmann/json.hpp>

#include "analysis/delivery/correction.h"
#include "analysis/measurement/album.h"
#include "analysis/report/report_json.h"
#include "cli/support/checked_files.h"
#include "cli/support/delivery.h"
#include "cli/support/file_list.h"
#include "cli/terminal/terminal_text.h"
#include "core/audio/number_text.h"
#include "core/file/folder.h"
#include "core/render/destinations.h"
#include "core/work/parallel.h"

namespace lathe::cli {
namespace {

using analysis::AlbumFigure;
using analysis::Correction;
using analysis::CorrectionRequest;
using analysis::Measure;
using Json = nlohmann::ordered_json;

constexpr double kTolerance = 0.05;  ///< LU around a --target
constexpr Decibels kCeiling = -1.0_dB;

struct Named {
  std::string_view id;
  Measure measure;
};
constexpr Named kFigures[] = {{"integrated", Measure::Integrated},
                              {"dialogue", Measure::Dialogue},
                              {"anchor", Measure::Anchor},
                              {"max-short-term", Measure::MaxShortTerm},
                              {"max-momentary", Measure::MaxMomentary}};

Measure measureOf(const std::string& by) {
  for (const Named& named : kFigures)
    if (named.id == by) return named.measure;
  throw Error(ErrorKind::Invalid,
              "--by is integrated, dialogue, anchor, max-short-term or max-momentary (with --album: integrated, "
              "loudest-track, max-short-term or top-of-range), not '" +
                  by + "'");
}

analysis::Spec wantedSpec(const CorrectOptions& options) {
  if (options.spec.empty() == !options.target.has_value())
    throw Error(ErrorKind::Invalid, "say what to correct to: either --spec or --target");
  if (!options.spec.empty()) {
    if (options.isAlbum)
      throw Error(ErrorKind::Invalid, "--album needs a --target; a specification judges single files");
    return analysis::findSpec(options.spec);
  }
  const Measure measure = options.isAlbum ? Measure::Integrated : measureOf(options.by);
  return analysis::targetSpec(measure, Lufs{*options.target}, kTolerance,
                              Decibels{options.ceiling.value_or(kCeiling.value)});
}

CorrectionRequest requestFor(const std::filesystem::path& file, const CorrectOptions& options,
                             const analysis::Spec& spec, const Context& context) {
  const auto clip = openClip(file);
  CorrectionRequest request;
  request.spec = spec;
  request.mayLimit = options.mayLimit;
  request.loudness.dualMono = options.isDualMono;
  request.dialogue = dialogueOf(options.dialogue);
  request.task = fileTask(clip, withDither({}, options.delivery.dither),
                          fileDelivery(options.delivery, options.output, options.files.size(), clip->info(), context));
  refuseToWriteOver(options.files, request.task.file);  // not over another one's source either
  return request;
}

/// One gain for all, from what they measure together.
Decibels albumGain(const CorrectOptions& options, const Context& context) {
  std::vector<analysis::AlbumTrack> tracks;
  for (const auto& file : options.files) {
    const auto clip = openClip(file);
    analysis::Wanted wanted;
    wanted.loudness.dualMono = options.isDualMono;
    auto evidence = analysis::gatherEvidence(*clip, wanted, {}, context.stop);
    tracks.push_back({std::move(evidence.measurement), std::move(evidence.bins)});
  }
  const auto figure = analysis::measureAlbum(tracks).figure(analysis::albumFigureFromId(options.by));
  if (!figure)
    throw Error(
        ErrorKind::NotPossible,
        "the files together have no loudness (they are silent or too short), so they cannot be brought to a target");
  return Decibels{*options.target - figure->value};
}

Json toJson(const Correction& correction) {
  Json json = {{"title", correction.report.title},
               {"file", correction.report.file.string()},
               {"gain_db", correction.gain.value},
               {"limited", correction.isLimited},
               {"deepest_reduction_db", correction.deepest.value},
               {"text", correction.text},
               {"passed_before", correction.before.passes()},
               {"passes", correction.after.passes()}};
  json["before"] =
      analysis::toJson(analysis::CheckedSignal{"before", "", correction.sourceEvidence, {correction.before}});
  json["after"] =
      analysis::toJson(analysis::CheckedSignal{"after", "", correction.writtenEvidence, {correction.after}});
  return json;
}

std::string textOf(const Correction& correction) {
  return fmt::format("{}: {}\n  {} ({})\n", printable(correction.report.title), correction.text,
                     printable(correction.report.file.string()), analysis::outcomeText(correction.after.outcome));
}

/// What became of one file.
struct Outcome {
  std::optional<Correction> correction;
  std::string error;
};

/// Files of several folders may have the same name; the second one's result would replace the first one's.
void refuseSameOutputs(const CorrectOptions& options) {
  std::map<std::filesystem::path, std::filesystem::path> owners;
  for (const auto& file : options.files) {
    const auto [owner, isNew] = owners.emplace(file.stem(), file);
    if (!isNew)
      throw Error(ErrorKind::Invalid, fmt::format("'{}' and '{}' would be written to the same file; correct them one "
                                                  "folder at a time",
                                                  owner->second.string(), file.string()));
  }
}

/// A refusal that a limiter would help against names the option that allows one.
Correction corrected(const CorrectionRequest& request, const Progress& progress) {
  try {
    return analysis::correct(request, progress);
  } catch (const analysis::LimiterNeeded& error) {
    throw Error(error.kind(), std::string(error.what()) + " (--limit)");
  }
}

}  // namespace

int runCorrect(const CorrectOptions& given, Context& context) {
  const analysis::Spec spec = wantedSpec(given);
  CorrectOptions options = given;
  const FileList list(given.files);
  options.files = list.files();
  if (options.isAlbum) list.mustBeWhole("the album's gain");
  const bool isBatch = options.files.size() > 1 || hasFoldersOrPatterns(given.files);
  if (isBatch || isFolder(options.output, options.files.size())) makeFolder(options.output);
  refuseSameOutputs(options);
  std::optional<Decibels> gain;
  if (options.isAlbum) gain = albumGain(options, context);
  std::vector<Outcome> outcomes(options.files.size());
  std::atomic<std::size_t> done = 0;
  forEachInParallel(options.files.size(), isBatch ? context.jobs : 1, [&](std::size_t i) {
    Outcome& outcome = outcomes[i];
    try {
      CorrectionRequest request = requestFor(options.files[i], options, spec, context);
      request.gain = gain;
      Progress progress = context.progress();
      if (isBatch) progress.report = {};
      outcome.correction = corrected(request, progress);
      for (const std::string& warning : outcome.correction->report.warnings) context.console.warning(warning);
      if (!context.isJson) context.console.result(textOf(*outcome.correction));
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::Cancelled || !isBatch) throw;
      context.console.error(error);
      outcome.error = error.what();
    }
    if (isBatch)
      context.console.progress(static_cast<double>(++done) / static_cast<double>(outcomes.size()),
                               options.files[i].filename().string());
  });
  Json files = Json::array(), failures = Json::array();
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    if (outcomes[i].correction)
      files.push_back(toJson(*outcomes[i].correction));
    else
      failures.push_back({{"name", options.files[i].string()}, {"error", outcomes[i].error}});
  }
  if (context.isJson) {
    Json report = {{"schema", "lathe/correction"}, {"version", 1}, {"spec", spec.id}, {"files", files}};
    if (!failures.empty()) report["failures"] = failures;
    context.console.result(report.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
  }
  const int code = failures.empty() ? kDone : files.empty() ? kFailed : kPartOfBatchFailed;
  return list.exitCode(code, context);
}

}  // namespace lathe::cli
