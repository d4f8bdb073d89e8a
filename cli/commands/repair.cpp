// `lathe declick|declip|fill`: one processor on one file, written as float unless asked otherwise.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/options/repair.h"

#include "cli/support/chain_changes.h"
#include "cli/support/delivery.h"
#include "cli/support/render_run.h"
#include "core/file/atomic_file.h"
#include "core/render/destinations.h"
#include "core/restoration/declick/declick.h"
#include "core/restoration/denoise/denoise_text.h"
#include "core/stages/registry.h"

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
  refuseToWriteOver({&options.file, 1}, options.events);
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
  Stage stage{settings};
  stage.listensToRemoved = options.listen == "removed";
  if (!options.range.empty()) {
    const std::vector<TimeRange> ranges = parseRanges(options.range);
    if (ranges.size() != 1) throw Error(ErrorKind::Invalid, "--range takes one range in seconds, as in 12-15.5");
    stage.range = StageRange{ranges[0].start, ranges[0].end};
  }
  // Samples that are not repaired shall be what they were: dither only where it is asked for.
  const Chain chain = withDither({{stage}}, options.delivery.dither.empty() ? "off" : options.delivery.dither);
  renderOneAndReport(fileTask(clip, chain, fileDelivery(options.delivery, options.output, 1, clip->info(), context)),
                     context);
  return kDone;
}

}  // namespace lathe::cli
