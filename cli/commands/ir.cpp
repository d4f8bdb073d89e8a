// The commands of lathe ir.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/options/ir.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/support/response_files.h"
#include "cli/support/response_text.h"
#include "cli/terminal/terminal_text.h"
#include "core/audio/number_text.h"
#include "core/room/room_report.h"
#include "core/room/sweep.h"
#include "core/room/tail.h"
#include "core/synth/builtin_responses.h"
#include "core/synth/room_response.h"

namespace lathe::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string dumped(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace); }

/// Tells what was written.
int written(const std::filesystem::path& path, const AudioBuffer& samples, int sampleRate, Context& context) {
  const double seconds = static_cast<double>(samples.frames()) / sampleRate;
  if (context.isJson)
    context.console.result(dumped({{"schema", "lathe-ir"},
                                   {"version", 1},
                                   {"file", path.string()},
                                   {"sample_rate_hz", sampleRate},
                                   {"channels", samples.channels()},
                                   {"length_s", seconds}}));
  else
    context.console.result(fmt::format("{}: {} Hz, {} channels, {} s", printable(path.string()), sampleRate,
                                       samples.channels(), fixedText(seconds, 3)));
  return kDone;
}

RoomSettings roomOf(const IrMakeOptions& o) {
  RoomSettings s;
  if (o.rt60.size() == 1)
    s.decay.fill(o.rt60[0]);
  else if (o.rt60.size() == s.decay.size())
    std::ranges::copy(o.rt60, s.decay.begin());
  else if (!o.rt60.empty())
    throw Error(ErrorKind::Invalid,
                "--rt60 takes one reverberation time, or nine for 63, 125, 250, 500, 1k, 2k, 4k, 8k and 16k Hz");
  s.preDelay = o.preDelay / 1000;
  s.reflections = o.reflections;
  s.reflectionSpan = o.span / 1000;
  s.diffusion = o.diffusion;
  s.width = o.width;
  s.tailLevel = o.tail;
  s.hasDirect = !o.withoutDirect;
  s.isTrueStereo = o.isTrueStereo;
  s.seed = o.seed;
  return s;
}

Json entryJson(const LibraryEntry& e) {
  return {{"name", e.name},
          {"file", e.file.generic_string()},
          {"sha256", e.hash},
          {"sample_rate_hz", e.sampleRate},
          {"channels", e.channels},
          {"length_s", e.length},
          {"rt60_s", e.reverberationTime ? Json(*e.reverberationTime) : Json(nullptr)}};
}

std::string entryText(const LibraryEntry& e) {
  return fmt::format("  {:<34} {:>2} ch {:>7} Hz {:>7} s   RT60 {} s\n", printable(e.name), e.channels, e.sampleRate,
                     fixedText(e.length, 2), e.reverberationTime ? fixedText(*e.reverberationTime, 2) : "-");
}

/// The first of the repeats, on one channel.
AudioBuffer firstPeriod(const AudioBuffer& excitation, int repeats) {
  AudioBuffer one(1, excitation.frames() / static_cast<std::size_t>(repeats));
  std::ranges::copy(excitation[0].first(one.frames()), one[0].begin());
  return one;
}

}  // namespace

int runIrAnalyse(const IrAnalyseOptions& options, Context& context) {
  Json responses = Json::array();
  for (const std::string& name : options.responses) {
    const LoadedResponse response = namedResponse(name, context.progress());
    const RoomReport report = analyseRoom(response.samples.view(), response.format.sampleRate, context.progress());
    if (context.isJson)
      responses.push_back(roomJson(name, report));
    else
      context.console.result(roomText(name, report));
  }
  if (context.isJson)
    context.console.result(dumped({{"schema", "lathe-ir-report"}, {"version", 1}, {"responses", responses}}));
  return kDone;
}

int runIrMake(const IrMakeOptions& o, Context& context) {
  const AudioBuffer samples = o.builtin.empty() ? makeRoom(roomOf(o), o.rate, context.progress())
                                                : makeBuiltinResponse(o.builtin, o.rate, context.progress());
  writeResponse(o.output, samples, o.rate, o.bits, context);
  return written(o.output, samples, o.rate, context);
}

int runIrList(const IrListOptions& options, Context& context) {
  Json builtin = Json::array(), own = Json::array();
  std::string text = "Built in\n";
  const auto fits = [&](std::string_view name) { return name.find(options.name) != std::string_view::npos; };
  for (const BuiltinResponse& r : builtinResponses()) {
    if (!fits(r.id) && !fits(r.name)) continue;
    const int rate = 48000;
    const auto time = analyseRoom(makeBuiltinResponse(r.id, rate, context.progress()).view().channelRange(0, 1), rate,
                                  context.progress())
                          .reverberationTime();
    builtin.push_back({{"id", r.id},
                       {"name", r.name},
                       {"text", r.text},
                       {"channels", r.channels},
                       {"rt60_s", time ? Json(*time) : Json(nullptr)}});
    text += fmt::format("  {:<14} {:>2} ch   RT60 {:>5} s   {}\n", r.id, r.channels, time ? fixedText(*time, 2) : "-",
                        r.text);
  }
  text += fmt::format("Your own, in {}\n", responseFolder().string());
  const std::vector<LibraryEntry> entries = readLibrary(responseFolder());
  for (const LibraryEntry& e : entries) {
    if (!fits(e.name)) continue;
    own.push_back(entryJson(e));
    text += entryText(e);
  }
  if (entries.empty()) text += "  none yet; 'lathe ir import FOLDER' brings some in\n";
  context.console.result(context.isJson ? dumped({{"schema", "lathe-ir-list"},
                                                  {"version", 1},
                                                  {"builtin", builtin},
                                                  {"folder", responseFolder().string()},
                                                  {"own", own}})
                                        : text);
  return kDone;
}

int runIrImport(const IrImportOptions& options, Context& context) {
  Json added = Json::array();
  std::string text;
  std::size_t known = 0, failures = 0;
  for (const auto& source : options.sources) {
    const ImportResult result = importResponses(source, responseFolder(), context.progress());
    known += result.known, failures += result.warnings.size();
    for (const std::string& warning : result.warnings) context.console.warning(warning);
    for (const LibraryEntry& e : result.added) added.push_back(entryJson(e)), text += entryText(e);
  }
  text += fmt::format("{} added, {} known already, {} unreadable", added.size(), known, failures);
  context.console.result(context.isJson ? dumped({{"schema", "lathe-ir-import"},
                                                  {"version", 1},
                                                  {"added", added},
                                                  {"known", known},
                                                  {"unreadable", failures}})
                                        : text);
  return failures > 0 ? kPartOfBatchFailed : kDone;
}

int runIrSweep(const IrSweepOptions& o, Context& context) {
  SweepSettings s;
  s.low = o.low, s.high = o.high, s.seconds = o.seconds, s.silence = o.silence, s.level = o.level,
  s.repeats = o.repeats;
  const AudioBuffer samples = makeSweep(s, o.rate, context.progress());
  writeResponse(o.output, samples, o.rate, o.bits, context);
  return written(o.output, samples, o.rate, context);
}

int runIrDeconvolve(const IrDeconvolveOptions& o, Context& context) {
  const LoadedResponse recording = loadResponse(o.recording, context.progress()),
                       excitation = loadResponse(o.excitation, context.progress());
  const int rate = recording.format.sampleRate;
  if (rate != excitation.format.sampleRate)
    throw Error(ErrorKind::Invalid,
                "the recording and the excitation have different sample rates; convert one of them first");
  DeconvolutionSettings s;
  s.regularisation = o.regularisation, s.low = o.low, s.high = o.high, s.length = o.length, s.lead = o.lead / 1000;
  s.repeats = o.repeats;
  const AudioBuffer one = firstPeriod(excitation.samples, o.repeats);
  AudioBuffer samples = deconvolve(recording.samples.view(), one.view(), rate, s, context.progress());
  if (o.trims) {
    TrimSettings trim;
    trim.startLevel = 20;
    samples = trimResponse(samples.view(), rate, trim);
  }
  writeResponse(o.output, samples, rate, o.bits, context);
  return written(o.output, samples, rate, context);
}

int runIrTrim(const IrTrimOptions& o, Context& context) {
  LoadedResponse response = namedResponse(o.response, context.progress());
  const int rate = response.format.sampleRate;
  TailSettings tail;
  tail.depth = o.depth, tail.seed = o.seed;
  if (o.extends) response.samples = extendTail(response.samples.view(), rate, tail, context.progress());
  TrimSettings s;
  s.startLevel = o.start, s.endLevel = o.end, s.fadeIn = o.fadeIn / 1000, s.fadeOut = o.fadeOut / 1000,
  s.length = o.length;
  const AudioBuffer samples = trimResponse(response.samples.view(), rate, s);
  writeResponse(o.output, samples, rate, o.bits, context);
  return written(o.output, samples, rate, context);
}

}  // namespace lathe::cli
