// `lathe master`: the main job. Mixes through a chain to a loudness target under a true-peak ceiling.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <fmt/core.h>

#include "cli/chain_changes.h"
#include "cli/delivery.h"
#include "cli/render_run.h"
#include "core/session/chain_file.h"
#include "core/session/edits.h"
#include "core/session/session_file.h"

namespace lathe::cli {
namespace {

Chain wantedChain(const MasterOptions& options) {
  Chain chain = findPreset(options.chain.empty() ? "master" : options.chain).chain;
  for (const std::string& change : options.changes) chain = changed(std::move(chain), parseChange(change));
  return withDither(std::move(chain), options.delivery.dither);
}

/// A session of its own for each mix, so that every file keeps its rate.
Session sessionOf(const std::filesystem::path& file, const MasterOptions& options, const Chain& chain) {
  Session session;
  const SourcePtr source = makeSource(file, !options.session.empty());
  session.sampleRate = source->sampleRate;
  session.name = file.stem().string();
  session.tracks.push_back(trackOf(source, source->sampleRate));
  session.masterChain = chain;
  session.delivery.format =
      deliveryFormat(options.delivery, isFolder(options.output, options.files.size()) ? "" : options.output,
                     describeFile(file).format);
  session.delivery.conversion =
      deliveryRate(options.delivery.rate, session.delivery.format.container, source->sampleRate);
  session.delivery.target = parseTarget(options.target);
  session.delivery.ceiling = Decibels{options.ceiling};
  session.delivery.fileName = "{title}";
  return session;
}

RenderTask taskOf(const Session& session, const std::filesystem::path& file, const MasterOptions& options,
                  const Context& context) {
  RenderTask task = tasksOf(session, {.overwrite = context.mayOverwrite ? Overwrite::Yes : Overwrite::No}).front();
  task.title = file.filename().string();
  task.metadata.title = describeFile(file).metadata.title;  // a file without a title stays one
  task.file = outputFile(options.output, options.files.size(), file, task.format.container);
  return task;
}

void keepSession(const std::vector<Session>& sessions, const MasterOptions& options, const Context& context) {
  Session all = sessions.front();
  for (std::size_t i = 1; i < sessions.size(); ++i) {
    if (sessions[i].sampleRate != all.sampleRate)
      throw Error(ErrorKind::Invalid,
                  "the mixes have different sample rates, so one session cannot hold them; master them one by one, "
                  "or without --save-session");
    all.tracks.push_back(sessions[i].tracks.front());
  }
  all.name = options.session.stem().string();
  if (all.tracks.size() > 1) all.delivery.fileName = "{number} {title}";
  saveSession(options.session, History(all), context.mayOverwrite ? Overwrite::Yes : Overwrite::No);
  context.console.note("session kept in " + options.session.string());
}

}  // namespace

int runMaster(const MasterOptions& options, Context& context) {
  const Chain chain = wantedChain(options);
  std::vector<Session> sessions;
  std::vector<RenderTask> tasks;
  std::size_t failures = 0;
  if (isFolder(options.output, options.files.size())) std::filesystem::create_directories(options.output);
  for (const auto& file : options.files) {
    try {
      sessions.push_back(sessionOf(file, options, chain));
      tasks.push_back(taskOf(sessions.back(), file, options, context));
    } catch (const Error& error) {
      if (options.files.size() == 1) throw;
      ++failures;
      context.console.error(error);
    }
  }
  for (std::size_t i = 0; i < tasks.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (tasks[i].file == tasks[j].file)
        throw Error(ErrorKind::Invalid, "two mixes would both be written to " + tasks[i].file.string() +
                                            "; master them into different folders");
  if (tasks.empty()) return kFailed;
  if (!options.session.empty()) keepSession(sessions, options, context);
  const int code = renderAndReport(tasks, context);
  return code == kDone && failures > 0 ? kPartOfBatchFailed : code;
}

}  // namespace lathe::cli
