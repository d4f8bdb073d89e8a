// `lathe correct`: files brought to a specification or a target, by gain alone unless a limiter is allowed.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "analysis/album.h"
#include "analysis/correction.h"
#include "analysis/report/report_json.h"
#include "cli/checked_files.h"
#include "cli/delivery.h"
#include "core/audio/number_text.h"

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
  RenderTask& task = request.task;
  task.title = file.filename().string();
  task.source = clip;
  task.sourceFiles = {clip};
  task.untouchedEncoding = clip->info().format.encoding;
  task.format = deliveryFormat(options.delivery, isFolder(options.output, options.files.size()) ? "" : options.output,
                               clip->info().format);
  task.file = outputFile(options.output, options.files.size(), file, task.format.container);
  task.chain = withDither({}, options.delivery.dither);
  task.metadata = clip->info().metadata;
  task.conversion = deliveryRate(options.delivery.rate, task.format.container, clip->format().sampleRate);
  task.overwrite = context.mayOverwrite ? Overwrite::Yes : Overwrite::No;
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
  return fmt::format("{}: {}\n  {} ({})\n", correction.report.title, correction.text, correction.report.file.string(),
                     analysis::outcomeText(correction.after.outcome));
}

}  // namespace

int runCorrect(const CorrectOptions& options, Context& context) {
  const analysis::Spec spec = wantedSpec(options);
  if (isFolder(options.output, options.files.size())) std::filesystem::create_directories(options.output);
  std::optional<Decibels> gain;
  if (options.isAlbum) gain = albumGain(options, context);
  Json files = Json::array(), failures = Json::array();
  for (const auto& file : options.files) {
    try {
      CorrectionRequest request = requestFor(file, options, spec, context);
      request.gain = gain;
      const Correction correction = analysis::correct(request, context.progress());
      for (const std::string& warning : correction.report.warnings) context.console.warning(warning);
      if (!context.isJson) context.console.result(textOf(correction));
      files.push_back(toJson(correction));
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::Cancelled || options.files.size() == 1) throw;
      context.console.error(error);
      failures.push_back({{"name", file.string()}, {"error", error.what()}});
    }
  }
  if (context.isJson) {
    Json report = {{"schema", "lathe/correction"}, {"version", 1}, {"spec", spec.id}, {"files", files}};
    if (!failures.empty()) report["failures"] = failures;
    context.console.result(report.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
  }
  if (failures.empty()) return kDone;
  return files.empty() ? kFailed : kPartOfBatchFailed;
}

}  // namespace lathe::cli
