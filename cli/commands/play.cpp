// Opening what is to be played, and waiting until it has been heard.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/options/play.h"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <thread>

#include "cli/support/session_text.h"
#include "core/audio/number_text.h"
#include "core/chain/chain_file.h"
#include "core/play/player.h"
#include "core/play/port_audio_output.h"
#include "core/session/edits.h"
#include "core/session/session_rate.h"

namespace lathe::cli {
namespace {

bool isSession(const std::filesystem::path& file) { return file.extension() == ".lathe"; }

/// Files become tracks that follow each other without gaps.
Session sessionOf(const PlayOptions& options, Context& context) {
  if (options.files.size() == 1 && isSession(options.files[0])) {
    Session session = openedSession(options.files[0], context).session();
    if (!options.chain.empty()) session.masterChain = findPreset(options.chain).chain;
    return session;
  }
  Session session;
  for (const auto& file : options.files) {
    if (isSession(file)) throw Error(ErrorKind::Invalid, "give one session alone: " + file.string());
    const SourcePtr source = makeSource(file);
    session.tracks.push_back(trackOf(source, rateForNewTrack(session, *source)));
    session.tracks.back().gap = Seconds{0};
  }
  if (!options.chain.empty()) session.masterChain = findPreset(options.chain).chain;
  return session;
}

std::vector<std::size_t> chosen(const PlayOptions& options, const Session& session) {
  std::vector<std::size_t> tracks;
  for (const int track : options.tracks) {
    if (track < 1 || static_cast<std::size_t>(track) > session.tracks.size())
      throw Error(ErrorKind::Invalid,
                  fmt::format("there is no track {}; the tracks are 1 to {}", track, session.tracks.size()));
    tracks.push_back(static_cast<std::size_t>(track) - 1);
  }
  return tracks;
}

int listOutputs(Context& context) {
  std::string all;
  for (const OutputDevice& device : outputDevices())
    all += fmt::format("{}{}: {} channels, {} Hz\n", device.isDefault ? "* " : "  ", device.name, device.channels,
                       fixedText(device.sampleRate, 0));
  context.console.result(all.empty() ? "this computer has no sound output that can be used\n" : all);
  return kDone;
}

/// Until the end, or until the user stops it. The sentences of what went wrong.
std::vector<std::string> listen(Player& player, const Programme& programme, Context& context) {
  std::vector<std::string> problems;
  const double rate = player.programmeRate();
  while (player.isPlaying()) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    if (context.stop.stop_requested()) player.stop();
    const PlayPosition at = player.position();
    const double length = static_cast<double>(programme.items[at.item].clip->frames());
    context.console.progress(static_cast<double>(at.frame) / length,
                             fmt::format("track {} of {}, {} s", at.item + 1, programme.items.size(),
                                         fixedText(static_cast<double>(at.frame) / rate, 1)));
  }
  for (std::string& problem : player.takeProblems()) problems.push_back(std::move(problem));
  return problems;
}

}  // namespace

int runPlay(const PlayOptions& options, Context& context) {
  if (options.listsOutputs) return listOutputs(context);
  if (options.files.empty()) throw Error(ErrorKind::Invalid, "say what to play: a session, or audio files");
  const Session session = sessionOf(options, context);
  const Programme programme = programmeOf(session, chosen(options, session));
  if (programme.items.empty()) throw Error(ErrorKind::Invalid, "there is nothing in it that can be played");
  const ClipPtr& first = programme.items.front().clip;
  const auto frameAt = [&](double seconds) { return framesAt(seconds, first->format().sampleRate); };
  const std::uint64_t from = frameAt(options.from);
  const std::uint64_t end = options.to ? std::min(frameAt(*options.to), first->frames()) : first->frames();
  if (programme.items.size() > 1 && (options.to || options.loops))
    throw Error(ErrorKind::Invalid, "--to and --loop are for one track; choose it with --tracks");
  if (from >= end)
    throw Error(ErrorKind::Invalid, "--from lies behind the end of what is to be played, which is at " +
                                        fixedText(static_cast<double>(end) / first->format().sampleRate, 2) + " s");
  for (const ProgrammeItem& item : programme.items)
    for (const std::string& name : stagesNotHeard(item.chain))
      context.console.warning(name + " works on whole recordings and is not heard; render to hear it");

  OutputRequest request;
  request.device = options.output;
  request.blockFrames = options.block;
  Player player(makeSoundCardOutput(), request);
  player.setProgramme(programme);
  if (options.loops) player.setLoop(LoopRange{from, end});
  if (options.to && !options.loops) player.setEnd(end);
  player.play({0, from});
  const auto problems = listen(player, programme, context);
  for (const std::string& problem : problems) context.console.error(problem);
  if (const auto gaps = player.underruns(); gaps > 0)
    context.console.warning(fmt::format(
        "{} time(s) the sound was not ready when it was needed; try a larger --block or a lighter chain", gaps));
  return problems.empty() ? kDone : kFailed;
}

}  // namespace lathe::cli
