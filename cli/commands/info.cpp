// `lathe info`: what files are, without measuring them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "analysis/text/time_text.h"
#include "cli/options/commands.h"
#include "cli/support/metadata_text.h"
#include "cli/terminal/terminal_text.h"
#include "core/audio/number_text.h"
#include "core/file/audio_file.h"

namespace lathe::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string speakerList(const ChannelLayout& layout) {
  std::string list;
  for (const Speaker speaker : layout.speakers()) list += (list.empty() ? "" : " ") + std::string(speakerName(speaker));
  return list;
}

std::string text(const FileInfo& info) {
  const double seconds = static_cast<double>(info.frames) / info.audio.sampleRate;
  std::string lines = fmt::format("{}\n  {:<16} {}, {}\n  {:<16} {} Hz\n  {:<16} {} ({})\n  {:<16} {} ({} frames)\n",
                                  printable(info.path.string()), "format", containerName(info.format.container),
                                  encodingName(info.format.encoding), "rate", info.audio.sampleRate, "channels",
                                  info.audio.layout.name(), speakerList(info.audio.layout), "length",
                                  analysis::timeText({seconds}, 3), info.frames);
  if (info.metadata != Metadata{}) lines += metadataText(info.metadata, info.audio.sampleRate);
  for (const std::string& warning : info.warnings) lines += fmt::format("  {:<16} {}\n", "warning", printable(warning));
  return lines;
}

Json json(const FileInfo& info) {
  const Metadata& m = info.metadata;
  Json speakers = Json::array(), markers = Json::array();
  for (const Speaker speaker : info.audio.layout.speakers()) speakers.push_back(speakerName(speaker));
  for (const Marker& marker : m.markers)
    markers.push_back({{"frame", marker.frame}, {"length_frames", marker.length}, {"name", marker.name}});
  Json metadata = {{"title", m.title}, {"artist", m.artist}, {"album", m.album},     {"genre", m.genre},
                   {"year", m.year},   {"track", m.track},   {"comment", m.comment}, {"copyright", m.copyright},
                   {"isrc", m.isrc},   {"markers", markers}};
  if (m.broadcast) {
    const auto value = [](std::optional<double> v) { return v ? Json(*v) : Json(nullptr); };
    const BroadcastExtension& b = *m.broadcast;
    metadata["bext"] = {{"description", b.description},
                        {"originator", b.originator},
                        {"originator_reference", b.originatorReference},
                        {"date", b.date},
                        {"time", b.time},
                        {"time_reference", b.timeReference},
                        {"coding_history", b.codingHistory},
                        {"loudness_lufs", value(b.loudness)},
                        {"loudness_range_lu", value(b.loudnessRange)},
                        {"max_true_peak_dbtp", value(b.maxTruePeak)},
                        {"max_momentary_lufs", value(b.maxMomentary)},
                        {"max_short_term_lufs", value(b.maxShortTerm)}};
  }
  return {{"file", info.path.string()},
          {"container", containerName(info.format.container)},
          {"encoding", encodingName(info.format.encoding)},
          {"sample_rate_hz", info.audio.sampleRate},
          {"channels", info.audio.channels()},
          {"layout", info.audio.layout.name()},
          {"speakers", speakers},
          {"frames", info.frames},
          {"duration_s", static_cast<double>(info.frames) / info.audio.sampleRate},
          {"metadata", metadata},
          {"warnings", info.warnings}};
}

}  // namespace

int runInfo(const InfoOptions& options, Context& context) {
  Json files = Json::array();
  std::size_t failures = 0;
  for (const auto& path : options.files) {
    try {
      const FileInfo info = describeFile(path);
      if (context.isJson)
        files.push_back(json(info));
      else
        context.console.result(text(info));
    } catch (const Error& error) {
      ++failures;
      context.console.error(error);
      if (context.isJson) files.push_back({{"file", path.string()}, {"error", error.what()}});
    }
  }
  if (context.isJson)
    context.console.result(Json{{"schema", "lathe-info"}, {"version", 1}, {"files", files}}.dump(
        2, ' ', false, Json::error_handler_t::replace));
  if (failures == 0) return kDone;
  return failures == options.files.size() ? kFailed : kPartOfBatchFailed;
}

}  // namespace lathe::cli
