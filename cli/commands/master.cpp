// `lathe master`: the main job. Mixes through a chain to a loudness target under a true-peak ceiling.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <fmt/core.h>

#include "cli/support/chain_changes.h"
#include "cli/support/delivery.h"
#include "cli/support/render_run.h"
#include "core/chain/chain_file.h"
#include "core/render/destinations.h"
#include "core/session/edits.h"
#include "core/session/session_file.h"

namespace lathe::cli {
namespace {

Chain wantedChain(const MasterOptions& options) {
  Chain chain = findPreset(options.chain.empty() ? "master" : options.chain).chain;
  for (const std::string& change : options.changes) chain = changed(std::move(chain), parseChange(change));
  return withDither(std::move(chain), options.delivery.dither);
}

RenderTask taskOf(const std::filesystem::path& file, const MasterOptions& options, const Chain& chain,
                  const Context& context) {
  const auto clip = openClip(file);
  RenderTask task = fileTask(
      clip, chain, fileDelivery(options.delivery, options.output, options.files.size(), clip->info(), context));
  task.target = parseTarget(options.target);
  task.ceiling = Decibels{options.ceiling};
  return task;
}

/// What --save-session keeps of one mix.
Session sessionOf(const RenderTask& task, const Chain& chain) {
  Session session;
  const SourcePtr source = makeSource(task.sourceFiles.front()->info().path, true);
  session.sampleRate = source->sampleRate;
  session.tracks.push_back(trackOf(source, source->sampleRate));
  session.masterChain = chain;
  session.delivery.format = task.format;
  session.delivery.conversion = task.conversion;
  session.delivery.target = task.target;
  session.delivery.ceiling = task.ceiling;
  session.delivery.fileName = "{title}";
  return session;
}

void keepSession(const std::vector<RenderTask>& tasks, const Chain& chain, const MasterOptions& options,
                 const Context& context) {
  refuseToWriteOver(options.files, options.session);
  Session all = sessionOf(tasks.front(), chain);
  for (std::size_t i = 1; i < tasks.size(); ++i) {
    const Session next = sessionOf(tasks[i], chain);
    if (next.sampleRate != all.sampleRate)
      throw Error(ErrorKind::Invalid,
                  "the mixes have different sample rates, so one session cannot hold them; master them one by one, "
                  "or without --save-session");
    all.tracks.push_back(next.tracks.front());
  }
  all.name = options.session.stem().string();
  if (all.tracks.size() > 1) all.delivery.fileName = "{number} {title}";
  saveSession(options.session, History(all), context.mayOverwrite ? Overwrite::Yes : Overwrite::No);
  context.console.note("session kept in " + options.session.string());
}

}  // namespace

int runMaster(const MasterOptions& options, Context& context) {
  const Chain chain = wantedChain(options);
  std::vector<RenderTask> tasks;
  std::size_t failures = 0;
  for (const auto& file : options.files) {
    try {
      tasks.push_back(taskOf(file, options, chain, context));
    } catch (const Error& error) {
      if (options.files.size() == 1) throw;
      ++failures;
      context.console.error(error);
    }
  }
  if (tasks.empty()) return kFailed;
  checkDestinations(tasks);
  for (const RenderTask& task : tasks)
    if (!options.session.empty() && isSamePlace(task.file, options.session))
      throw Error(ErrorKind::Invalid, "the master and the session would both be written to '" + task.file.string() +
                                          "'; give one of them another name");
  if (!options.session.empty()) keepSession(tasks, chain, options, context);
  const int code = renderAndReport(std::move(tasks), context);
  return code == kDone && failures > 0 ? kPartOfBatchFailed : code;
}

}  // namespace lathe::cli
