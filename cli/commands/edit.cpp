// `lathe edit`: one change to a session, which stays in its history.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/options/edit.h"

#include <fmt/core.h>

#include <cmath>

#include "cli/support/chain_changes.h"
#include "cli/support/delivery.h"
#include "cli/support/session_text.h"
#include "core/audio/number_text.h"
#include "core/chain/chain_file.h"
#include "core/file/relative_path.h"
#include "core/session/edits.h"
#include "core/session/relink.h"
#include "core/session/session_change.h"
#include "core/session/session_file.h"
#include "core/session/session_rate.h"
#include "core/stages/registry.h"

namespace lathe::cli {
namespace {

/// The words after the edit's name, read one after the other.
class Words {
 public:
  Words(const std::vector<std::string>& words, const std::string& usage) : words_(words), usage_(usage) {}

  bool hasMore() const noexcept { return next_ < words_.size(); }
  const std::string& usage() const noexcept { return usage_; }
  std::string text() {
    if (!hasMore()) throw Error(ErrorKind::Invalid, "something is missing; the edit is: " + usage_);
    return words_[next_++];
  }
  std::string text(const std::string& otherwise) { return hasMore() ? text() : otherwise; }
  double number() {
    const std::string word = text();
    const auto value = parseNumber(word);
    if (!value || !std::isfinite(*value))
      throw Error(ErrorKind::Invalid, fmt::format("'{}' should be a number; the edit is: {}", word, usage_));
    return *value;
  }
  double positive() {
    const double value = number();
    if (value < 0) throw Error(ErrorKind::Invalid, "a time cannot be negative; the edit is: " + usage_);
    return value;
  }
  /// Counted from 1 by people, from 0 by us.
  std::size_t index() {
    const std::string word = text();
    const auto value = parseInteger(word);
    if (!value || *value < 1)
      throw Error(ErrorKind::Invalid, fmt::format("'{}' should be a number from 1; the edit is: {}", word, usage_));
    return static_cast<std::size_t>(*value) - 1;
  }
  ChainPlace chain() {
    if (hasMore() && words_[next_] == "master") return ++next_, ChainPlace{};
    return ChainPlace{index()};
  }
  FadeCurve curve() {
    const std::string word = text("equal-power");
    if (word == "linear") return FadeCurve::Linear;
    if (word == "equal-power") return FadeCurve::EqualPower;
    if (word == "s-curve") return FadeCurve::SCurve;
    throw Error(ErrorKind::Invalid, fmt::format("a fade is linear, equal-power or s-curve, not '{}'", word));
  }
  void mustBeDone() const {
    if (hasMore())
      throw Error(ErrorKind::Invalid, fmt::format("'{}' is too much; the edit is: {}", words_[next_], usage_));
  }

 private:
  const std::vector<std::string>& words_;
  std::string usage_;
  std::size_t next_ = 1;
};

std::uint64_t framesOf(double seconds, const Session& session) { return framesAt(seconds, session.rate()); }

int sessionRate(const std::string& word, const std::string& usage) {
  const auto rate = parseInteger(word);
  if (!rate || *rate < kLowestSessionRate || *rate > kHighestSessionRate)
    throw Error(ErrorKind::Invalid,
                fmt::format("the rate is a whole number of Hz from {} to {}, not '{}'; the edit is: {}",
                            kLowestSessionRate, kHighestSessionRate, word, usage));
  return static_cast<int>(*rate);
}

/// 0 when the session's rate is kept.
int chosenRate(const Delivery& delivery) {
  return delivery.conversion.rate == ResampleSettings::Rate::Source ? 0 : delivery.conversion.outputRate(0);
}

Delivery changedDelivery(const Session& session, Words& words) {
  Delivery delivery = session.delivery;
  DeliveryOptions options;
  std::optional<int> rate;
  while (words.hasMore()) {
    const std::string word = words.text();
    const auto equals = word.find('=');
    const std::string key = word.substr(0, equals), value = equals == std::string::npos ? "" : word.substr(equals + 1);
    const std::pair<const char*, std::string Delivery::*> texts[] = {
        {"name", &Delivery::fileName}, {"artist", &Delivery::artist}, {"album", &Delivery::album},
        {"genre", &Delivery::genre},   {"year", &Delivery::year},     {"copyright", &Delivery::copyright}};
    bool isKnown = false;
    for (const auto& [name, member] : texts)
      if (key == name) delivery.*member = value, isKnown = true;
    const auto number = parseNumber(value);
    if (key == "target") {
      delivery.target = parseTarget(value);
    } else if (key == "ceiling") {
      if (value != "off" && !(number && *number >= -20 && *number <= 0))
        throw Error(ErrorKind::Invalid,
                    fmt::format("the ceiling is a level from -20 to 0 dBTP, or off, not '{}'", value));
      delivery.ceiling = value == "off" ? std::nullopt : std::optional(Decibels{*number});
    } else if (key == "rate") {
      const auto whole = parseInteger(value);
      if (value != "source" && !(whole && *whole >= 8000 && *whole <= 384000))
        throw Error(ErrorKind::Invalid,
                    fmt::format("the rate is a whole number from 8000 to 384000 Hz, or source, not '{}'", value));
      rate = value == "source" ? 0 : static_cast<int>(*whole);
    } else if (key == "tails") {
      if (value != "on" && value != "off") throw Error(ErrorKind::Invalid, "tails are on or off");
      delivery.keepsTails = value == "on";
    } else if (key == "format") {
      options.format = value;
    } else if (key == "bits") {
      options.bits = value;
    } else if (key == "quality" && number && *number >= 0 && *number <= 1) {
      options.quality = *number;
    } else if (!isKnown) {
      throw Error(ErrorKind::Invalid,
                  fmt::format("'{}' is nothing that a delivery has; see 'lathe edit --help'", word));
    }
  }
  delivery.format = deliveryFormat(options, "", session.delivery.format);
  const FileFormat& before = session.delivery.format;
  if (!options.quality && delivery.format.container == before.container) {
    delivery.format.quality = before.quality;
    delivery.format.bitRate = before.bitRate;
  }
  if (rate || !options.format.empty())
    delivery.conversion = deliveryRate(rate.value_or(chosenRate(delivery)), delivery.format.container, session.rate());
  return delivery;
}

Edit parameterEdits(const Session& session, ChainPlace place, Words& words) {
  Chain chain = chainAt(session, place);
  std::string name = "Set";
  do {
    const std::string word = words.text();
    chain = changed(std::move(chain), parseChange(word));
    name += " " + word;
  } while (words.hasMore());
  Edit edit = setChain(place, chain);
  edit.name = name;
  return edit;
}

struct Command {
  std::string usage;
  Edit (*make)(const Session& session, Words& words);

  std::string name() const { return usage.substr(0, usage.find(' ')); }
};

const std::vector<Command>& commands() {
  using S = const Session&;
  using W = Words&;
  static const std::vector<Command> list = {
      {"add-track FILE",
       [](S s, W w) {
         const SourcePtr source = makeSource(w.text());
         return addTrack(trackOf(source, rateForNewTrack(s, *source)));
       }},
      {"remove-track TRACK", [](S, W w) { return removeTrack(w.index()); }},
      {"move-track TRACK TO",
       [](S, W w) {
         const auto from = w.index();
         return moveTrack(from, w.index());
       }},
      {"title TRACK TEXT",
       [](S, W w) {
         const auto t = w.index();
         return setTrackTitle(t, w.text());
       }},
      {"artist TRACK TEXT",
       [](S, W w) {
         const auto t = w.index();
         return setTrackArtist(t, w.text());
       }},
      {"isrc TRACK CODE",
       [](S, W w) {
         const auto t = w.index();
         return setTrackIsrc(t, w.text());
       }},
      {"gain TRACK DECIBELS",
       [](S, W w) {
         const auto t = w.index();
         return setTrackGain(t, {w.number()});
       }},
      {"gap TRACK SECONDS",
       [](S, W w) {
         const auto t = w.index();
         return setTrackGap(t, {w.positive()});
       }},
      {"mute TRACK", [](S, W w) { return muteTrack(w.index(), true); }},
      {"unmute TRACK", [](S, W w) { return muteTrack(w.index(), false); }},
      {"trim TRACK FROM TO",
       [](S s, W w) {
         const auto t = w.index();
         const double from = w.positive();
         return trimTrack(t, framesOf(from, s), framesOf(w.positive(), s));
       }},
      {"split TRACK REGION SECONDS",
       [](S s, W w) {
         const auto t = w.index(), region = w.index();
         return splitRegion(t, region, framesOf(w.positive(), s));
       }},
      {"remove-region TRACK REGION",
       [](S, W w) {
         const auto t = w.index();
         return removeRegion(t, w.index());
       }},
      {"fade-in TRACK SECONDS [linear|equal-power|s-curve]",
       [](S s, W w) {
         const auto t = w.index();
         const auto length = framesOf(w.positive(), s);
         return fadeTrackIn(t, {length, w.curve()});
       }},
      {"fade-out TRACK SECONDS [linear|equal-power|s-curve]",
       [](S s, W w) {
         const auto t = w.index();
         const auto length = framesOf(w.positive(), s);
         return fadeTrackOut(t, {length, w.curve()});
       }},
      {"marker TRACK SECONDS NAME",
       [](S s, W w) {
         const auto t = w.index();
         const auto frame = framesOf(w.positive(), s);
         return addMarker(t, {frame, 0, w.text()});
       }},
      {"remove-marker TRACK MARKER",
       [](S, W w) {
         const auto t = w.index();
         return removeMarker(t, w.index());
       }},
      {"chain CHAIN PRESET",
       [](S, W w) {
         const auto place = w.chain();
         return setChain(place, findPreset(w.text()).chain);
       }},
      {"add-stage CHAIN PROCESSOR [AT]",
       [](S s, W w) {
         const auto place = w.chain();
         const Settings settings(*processorType(w.text()).settings);
         const auto& stages = chainAt(s, place).stages;
         const bool endsWithDither = !stages.empty() && stages.back().settings.type().id == "dither";
         const std::size_t end = stages.size() - (endsWithDither ? 1 : 0);
         return insertStage(place, w.hasMore() ? w.index() : end, Stage{settings});
       }},
      {"remove-stage CHAIN STAGE",
       [](S s, W w) {
         const auto place = w.chain();
         return removeStage(place, stageIndex(chainAt(s, place), w.text()));
       }},
      {"move-stage CHAIN STAGE TO",
       [](S s, W w) {
         const auto place = w.chain();
         const auto from = stageIndex(chainAt(s, place), w.text());
         return moveStage(place, from, w.index());
       }},
      {"bypass CHAIN STAGE",
       [](S s, W w) {
         const auto place = w.chain();
         return bypassStage(place, stageIndex(chainAt(s, place), w.text()), true);
       }},
      {"enable CHAIN STAGE",
       [](S s, W w) {
         const auto place = w.chain();
         return bypassStage(place, stageIndex(chainAt(s, place), w.text()), false);
       }},
      {"range CHAIN STAGE FROM TO",
       [](S s, W w) {
         const auto place = w.chain();
         const auto stage = stageIndex(chainAt(s, place), w.text());
         const double from = w.positive();
         return setStageRange(place, stage, StageRange{{from}, {w.positive()}});
       }},
      {"everywhere CHAIN STAGE",
       [](S s, W w) {
         const auto place = w.chain();
         return setStageRange(place, stageIndex(chainAt(s, place), w.text()), std::nullopt);
       }},
      {"listen CHAIN STAGE result|removed",
       [](S s, W w) {
         const auto place = w.chain();
         const auto stage = stageIndex(chainAt(s, place), w.text());
         const std::string what = w.text();
         if (what != "result" && what != "removed")
           throw Error(ErrorKind::Invalid, "one listens to result or removed, not '" + what + "'");
         return listenToRemoved(place, stage, what == "removed");
       }},
      {"set CHAIN STAGE.PARAMETER=VALUE...",
       [](S s, W w) {
         const auto place = w.chain();
         return parameterEdits(s, place, w);
       }},
      {"delivery KEY=VALUE...", [](S s, W w) { return setDelivery(changedDelivery(s, w)); }},
      {"rate HERTZ", [](S, W w) { return setSessionRate(sessionRate(w.text(), w.usage())); }},
      {"rename TEXT", [](S, W w) { return setSessionName(w.text()); }},
      {"relink OLD-FILE NEW-FILE",
       [](S s, W w) {
         const std::string old = w.text();
         const SourcePtr replacement = makeSource(w.text());
         for (const SourcePtr& source : sourcesOf(s))
           if (source->path == std::filesystem::weakly_canonical(std::filesystem::absolute(old)) ||
               source->path.filename() == old)
             return relinkSource(*source, replacement);
         throw Error(ErrorKind::NotFound, "the session plays nothing from " + old);
       }},
      {"relink-folder FOLDER",
       [](S s, W w) {
         const std::filesystem::path folder = w.text();
         if (!std::filesystem::is_directory(folder))
           throw Error(ErrorKind::NotFound, folder.string() + " is not a folder");
         const auto missing = missingSources(s);
         if (missing.empty()) throw Error(ErrorKind::Invalid, "no audio file of the session is missing");
         const auto found = findMoved(missing, folder);
         std::vector<std::pair<SourcePtr, SourcePtr>> moves;
         for (std::size_t i = 0; i < missing.size(); ++i)
           if (found[i]) moves.emplace_back(missing[i], found[i]);
         if (moves.empty())
           throw Error(ErrorKind::NotFound, "none of the missing audio files is in " + folder.string() +
                                                " or below it, as the recording it was");
         return relinkSources(std::move(moves));
       }},
  };
  return list;
}

Edit editOf(const Session& session, const std::vector<std::string>& words) {
  for (const Command& command : commands())
    if (command.name() == words.front()) {
      Words rest(words, command.usage);
      Edit edit = command.make(session, rest);
      rest.mustBeDone();
      return edit;
    }
  throw Error(ErrorKind::Invalid, fmt::format("there is no edit '{}'; 'lathe edit --help' lists them", words.front()));
}

void step(History& history, bool isUndo, const std::vector<std::string>& words) {
  const auto count = words.size() > 1 ? parseInteger(words[1]) : 1;
  if (!count || *count < 1) throw Error(ErrorKind::Invalid, "the number of steps should be 1 or more");
  for (std::int64_t i = 0; i < *count; ++i) {
    if (!(isUndo ? history.canUndo() : history.canRedo()))
      throw Error(ErrorKind::Invalid, isUndo ? "there is nothing left to undo" : "there is nothing left to redo");
    isUndo ? history.undo() : history.redo();
  }
}

int check(const Session& session, Context& context) {
  const auto problems = checkSources(session, true);
  for (const std::string& problem : problems) context.console.error(problem);
  if (problems.empty()) context.console.result("all audio is there and as it was");
  return problems.empty() ? kDone : kFailed;
}

}  // namespace

std::string editHelp() {
  std::string help =
      "Edits (tracks, regions, stages and markers are counted from 1; CHAIN is a track's number or 'master';\n"
      "a stage is its number or its processor; times are in seconds):\n"
      "  (none)                 show the session\n  history, undo [STEPS], redo [STEPS]\n"
      "  check                  compare the audio files with what the session was made with\n";
  for (const Command& command : commands()) help += "  " + command.usage + "\n";
  return help +
         "'rate' counts the session's frames at another sample rate: what is where stays where it is. Files are\n"
         "delivered at that rate, or at that of 'delivery rate='.\n"
         "Delivery keys: " +
         std::string(kDeliveryKeys) +
         ".\n"
         "Examples:\n  lathe edit album.lathe set master limiter.release=80ms\n  lathe edit album.lathe delivery "
         "target=-16 format=flac\n"
         "  lathe edit album.lathe undo";
}

std::vector<std::string> editUsages() {
  std::vector<std::string> usages = {"show", "history", "undo [STEPS]", "redo [STEPS]", "check"};
  for (const Command& command : commands()) usages.push_back(command.usage);
  return usages;
}

int runEdit(const EditOptions& options, Context& context) {
  const std::string what = options.words.empty() ? "" : options.words.front();
  if (what.empty() || what == "show" || what == "history") {
    const History history = openedSession(options.session, context);
    context.console.result(context.isJson      ? historyToText(history, folderOf(options.session))
                           : what == "history" ? historyText(history)
                                               : sessionText(history));
    return kDone;
  }
  if (what == "check") return check(openedSession(options.session, context).session(), context);
  const History history = changedSession(options.session, context, [&](History& changed) {
    if (what == "undo" || what == "redo")
      step(changed, what == "undo", options.words);
    else
      changed.apply(editOf(changed.session(), options.words));
  });
  context.console.result(sessionText(history));
  return kDone;
}

}  // namespace lathe::cli
