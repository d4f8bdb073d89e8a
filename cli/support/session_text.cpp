// Laying out a session as text.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/support/session_text.h"

#include <fmt/core.h>

#include <cmath>

#include "analysis/text/time_text.h"
#include "cli/support/chain_changes.h"
#include "cli/support/metadata_text.h"
#include "cli/terminal/terminal_text.h"
#include "core/audio/number_text.h"
#include "core/session/session_change.h"
#include "core/session/session_file.h"

namespace lathe::cli {
namespace {

std::string trackText(const Track& track, std::size_t index, int rate) {
  std::string text =
      fmt::format("{:>3}  {}  {}", index + 1, analysis::timeText({static_cast<double>(track.length()) / rate}, 3),
                  printable(track.title));
  if (!track.artist.empty()) text += " - " + printable(track.artist);
  if (!track.isrc.empty()) text += "  ISRC " + printable(track.isrc);
  if (track.gain.value != 0) text += fmt::format("  {} dB", exactText(track.gain.value));
  if (track.isMuted) text += "  muted";
  text += "\n";
  for (const Region& region : track.regions) {
    text += fmt::format("       {} from {}, {} long, at {}", printable(region.source->path.string()),
                        analysis::timeText({static_cast<double>(region.start) / rate}, 3),
                        analysis::timeText({static_cast<double>(region.length) / rate}, 3),
                        analysis::timeText({static_cast<double>(region.position) / rate}, 3));
    if (region.gain.value != 0) text += fmt::format(", {} dB", exactText(region.gain.value));
    if (region.fadeIn.length > 0)
      text += fmt::format(", fades in {} s", fixedText(static_cast<double>(region.fadeIn.length) / rate, 3));
    if (region.fadeOut.length > 0)
      text += fmt::format(", fades out {} s", fixedText(static_cast<double>(region.fadeOut.length) / rate, 3));
    text += "\n";
  }
  for (const Marker& marker : track.markers)
    text += fmt::format("       marker {} {}\n", analysis::timeText({static_cast<double>(marker.frame) / rate}, 3),
                        printable(marker.name));
  if (!track.chain.stages.empty()) text += chainText(track.chain, "       ");
  return text;
}

std::string deliveryText(const Session& session) {
  const Delivery& d = session.delivery;
  return fmt::format("delivery: {}, {}, {} Hz, target {}, ceiling {}, named \"{}\"\n",
                     containerName(d.format.container), encodingName(d.format.encoding),
                     d.conversion.outputRate(session.rate()), d.target ? exactText(d.target->value) + " LUFS" : "off",
                     d.ceiling ? exactText(d.ceiling->value) + " dBTP" : "off", printable(d.fileName));
}

}  // namespace

History openedSession(const std::filesystem::path& path, Context& context) {
  OpenedSession opened = openSession(path);
  if (!opened.warning.empty()) context.console.warning(opened.warning);
  return std::move(opened.history);
}

History changedSession(const std::filesystem::path& path, Context& context,
                       const std::function<void(History&)>& change) {
  OpenedSession opened = changeSession(path, change);
  if (!opened.warning.empty()) context.console.warning(opened.warning);
  return std::move(opened.history);
}

std::uint64_t framesAt(double seconds, int rate) {
  constexpr double kMostFrames = 9e15;  // below 2^53, which a session file holds exactly
  const double frames = std::round(seconds * rate);
  if (!(frames >= 0 && frames <= kMostFrames))
    throw Error(ErrorKind::Invalid, fmt::format("a time of {} s is on no track", exactText(seconds)));
  return static_cast<std::uint64_t>(frames);
}

std::string sessionText(const History& history) {
  const Session& session = history.session();
  std::string text = fmt::format("{} ({} Hz, step {} of {})\n", printable(session.name), session.rate(),
                                 history.position(), history.steps().size() - 1);
  for (std::size_t i = 0; i < session.tracks.size(); ++i) text += trackText(session.tracks[i], i, session.rate());
  text += "master chain:\n" + chainText(session.masterChain, "  ");
  return text + deliveryText(session);
}

std::string historyText(const History& history) {
  std::string text;
  for (std::size_t i = 0; i < history.steps().size(); ++i)
    text += fmt::format("{} {:>3}  {}\n", i == history.position() ? ">" : " ", i, printable(history.steps()[i].name));
  return text;
}

}  // namespace lathe::cli
