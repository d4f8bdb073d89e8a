// `lathe declick|declip|fill`: one processor on one file, written as float unless asked otherwise.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/commands/repair.h"

#include "analysis/render_meter.h"
#include "cli/chain_changes.h"
#include "cli/delivery.h"
#include "cli/render_output.h"
#include "core/file/atomic_file.h"
#include "core/processors/declick/declick.h"
#include "core/processors/denoise/denoise_text.h"
#include "core/processors/registry.h"
#include "core/render/track_renderer.h"

namespace lathe::cli {
namespace {

Settings settingsOf(const RepairOptions& options) {
  Settings settings(*processorType(options.processor).settings);
  for (const std::string& change : options.changes) {
    const auto equals = change.find('=');
    if (equals == std::string::npos)
      throw Error(ErrorKind::Invalid, "'" + change + "' is not PARAMETER=VALUE; 'lathe processors " +
                                          options.processor + "' lists the parameters");
    setTyped(settings, change.substr(0, equals), change.substr(equals + 1));
  }
  return settings;
}

/// Finds the clicks, writes them, and has the repair read them back: what is listed is what is done.
void listEvents(Settings& settings, const AudioClip& clip, const RepairOptions& options, Context& context) {
  OfflineWork work;
  work.progress = context.progress();
  work.device = context.device;
  const std::string text =
      clickEventsText(findClicks(clip, settings.as<DeclickSettings>(), work), clip.format().sampleRate);
  writeTextFileAtomically(options.events, text, context.mayOverwrite ? Overwrite::Yes : Overwrite::No);
  settings.setText("events", std::filesystem::absolute(options.events).string());
}

}  // namespace

int runRepair(const RepairOptions& options, Context& context) {
  if (!options.listen.empty() && options.listen != "removed")
    throw Error(ErrorKind::Invalid, "--listen takes 'removed', not '" + options.listen + "'");
  const auto clip = openClip(options.file);
  Settings settings = settingsOf(options);
  if (!options.events.empty()) listEvents(settings, *clip, options, context);
  RenderTask task;
  task.device = context.device;
  task.title = options.file.filename().string();
  task.source = clip;
  task.sourceFiles = {clip};
  task.untouchedEncoding = clip->info().format.encoding;
  task.format = deliveryFormat(options.delivery, options.output, clip->info().format);
  task.file = outputFile(options.output, 1, options.file, task.format.container);
  Stage stage{settings};
  stage.listensToRemoved = options.listen == "removed";
  if (!options.range.empty()) {
    const std::vector<TimeRange> ranges = parseRanges(options.range);
    if (ranges.size() != 1) throw Error(ErrorKind::Invalid, "--range takes one range in seconds, as in 12-15.5");
    stage.range = StageRange{ranges[0].start, ranges[0].end};
  }
  Chain chain;
  chain.stages.push_back(stage);
  // Samples that are not repaired shall be what they were: dither only where it is asked for.
  task.chain = withDither(chain, options.delivery.dither.empty() ? "off" : options.delivery.dither);
  task.metadata = clip->info().metadata;
  task.conversion = deliveryRate(options.delivery.rate, task.format.container, clip->format().sampleRate);
  task.overwrite = context.mayOverwrite ? Overwrite::Yes : Overwrite::No;
  const RenderReport report = renderTrack(task, analysis::renderMeters(), context.progress());
  for (const std::string& warning : report.warnings) context.console.warning(warning);
  context.console.result(context.isJson ? reportsJson({report}, {}) : reportText(report));
  return kDone;
}

}  // namespace lathe::cli
