// A file through one restoration stage into another file; the stage's notes and the honesty meters.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/options/restore.h"

#include <nlohmann/json.hpp>

#include "analysis/measurement/render_meter.h"
#include "analysis/report/restoration_report.h"
#include "cli/support/chain_changes.h"
#include "cli/support/delivery.h"
#include "cli/support/render_output.h"
#include "core/render/destinations.h"
#include "core/render/track_renderer.h"
#include "core/restoration/denoise/denoise_learn.h"
#include "core/stages/registry.h"

namespace lathe::cli {
namespace {

Settings wantedSettings(const std::string& processor, const RestoreOptions& options) {
  Settings settings(*processorType(processor).settings);
  if (!options.mode.empty()) settings.setText("mode", options.mode);
  if (!options.learn.empty()) settings.setText("learn", options.learn);
  if (!options.profile.empty()) setTyped(settings, "profile", options.profile);
  for (const std::string& change : options.changes) {
    const std::size_t equals = change.find('=');
    if (equals == change.npos)
      throw Error(ErrorKind::Invalid, "--set takes PARAMETER=VALUE, as in reduction=18dB, not '" + change + "'");
    setTyped(settings, change.substr(0, equals), change.substr(equals + 1));
  }
  return settings;
}

Stage wantedStage(const std::string& processor, const RestoreOptions& options) {
  Stage stage{wantedSettings(processor, options)};
  if (options.listen != "result" && options.listen != "removed")
    throw Error(ErrorKind::Invalid, "--listen is result or removed, not '" + options.listen + "'");
  stage.listensToRemoved = options.listen == "removed";
  if (options.range.empty()) return stage;
  const std::vector<TimeRange> ranges = parseRanges(options.range);
  if (ranges.size() != 1) throw Error(ErrorKind::Invalid, "--range takes one range in seconds, as in 12-15.5");
  stage.range = StageRange{ranges[0].start, ranges[0].end};
  return stage;
}

void keepProfile(const RestoreOptions& options, const FileClip& clip, Context& context) {
  if (options.saveProfile.empty()) return;
  refuseToWriteOver({&options.file, 1}, options.saveProfile);
  std::vector<TimeRange> ranges = parseRanges(options.learn);
  const NoiseProfile profile =
      ranges.empty() ? findProfile(clip, ranges, context.progress()) : learnProfile(clip, ranges);
  if (profile.channels() == 0)
    throw Error(ErrorKind::NotPossible,
                "there is no noise in " + options.file.string() + " to learn; nothing was written");
  saveProfile(profile, options.saveProfile, context.mayOverwrite ? Overwrite::Yes : Overwrite::No);
  context.console.note("noise profile of " + rangesText(ranges) + " s kept in " + options.saveProfile.string());
}

int restore(const std::string& processor, const RestoreOptions& options, Context& context) {
  const auto clip = openClip(options.file);
  const Chain chain = withDither({{wantedStage(processor, options)}}, options.delivery.dither);
  const RenderTask task =
      fileTask(clip, chain, fileDelivery(options.delivery, options.output, 1, clip->info(), context));
  if (!options.saveProfile.empty() && isSamePlace(task.file, options.saveProfile))
    throw Error(ErrorKind::Invalid, "the sound and the noise profile would both be written to '" + task.file.string() +
                                        "'; give one of them another name");
  if (processor == "denoise") keepProfile(options, *clip, context);
  const RenderReport report = renderTrack(task, analysis::renderMeters(), context.progress());
  for (const std::string& warning : report.warnings) context.console.warning(warning);
  const auto written = openClip(report.file);
  const bool isComparable = options.hasReport && options.listen == "result" && written->format() == clip->format();
  std::optional<analysis::RestorationReport> meters;
  if (isComparable) meters = analysis::compareRestoration(*clip, *written, context.progress());
  if (context.isJson) {
    nlohmann::ordered_json json = {{"schema", "lathe/restoration"}, {"version", 1}, {"render", reportJson(report)}};
    json["restoration"] = meters ? analysis::toJson(*meters) : nlohmann::ordered_json(nullptr);
    context.console.result(json.dump(2) + "\n");
  } else {
    context.console.result(reportText(report) + (meters ? "\n" + analysis::text(*meters) : ""));
  }
  return kDone;
}

}  // namespace

int runDenoise(const RestoreOptions& options, Context& context) { return restore("denoise", options, context); }
int runDehum(const RestoreOptions& options, Context& context) { return restore("dehum", options, context); }
int runDereverb(const RestoreOptions& options, Context& context) { return restore("dereverb", options, context); }

}  // namespace lathe::cli
