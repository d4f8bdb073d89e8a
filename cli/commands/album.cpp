// `lathe album`: several files as one programme, how they relate, and the gains that conform them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/measurement/album.h"

#include <fmt/core.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "analysis/report/report_text.h"
#include "analysis/text/text_table.h"
#include "analysis/text/time_text.h"
#include "cli/support/checked_files.h"
#include "core/audio/number_text.h"

namespace lathe::cli {
namespace {

using analysis::AlbumMeasurement;
using Json = nlohmann::ordered_json;

template <class Value>
std::string text(const std::optional<Value>& value, bool isSigned = false) {
  if (!value) return "-";
  return (isSigned && value->value > 0 ? "+" : "") + fixedText(value->value, 2);
}

template <class Value>
Json json(const std::optional<Value>& value) {
  return value ? Json(std::round(value->value * 1e6) / 1e6) : Json(nullptr);
}

struct Conformed {
  std::optional<Decibels> albumGain;
  std::vector<std::optional<Decibels>> trackGains;
};

Conformed conform(const AlbumMeasurement& album, const AlbumOptions& options) {
  Conformed gains;
  gains.trackGains.resize(album.tracks.size());
  if (!options.target) return gains;
  const auto figure = analysis::albumFigureFromId(options.by);
  const auto gainFor = [&](const std::optional<Lufs>& value) {
    return value ? std::optional(Decibels{*options.target - value->value}) : std::nullopt;
  };
  gains.albumGain = gainFor(album.figure(figure));
  for (std::size_t i = 0; i < album.tracks.size(); ++i) gains.trackGains[i] = gainFor(album.figure(figure, i));
  return gains;
}

std::optional<Decibels> raised(const std::optional<Decibels>& level, const std::optional<Decibels>& gain) {
  if (!level || !gain) return {};
  return *level + *gain;
}

std::string albumText(const AlbumMeasurement& album, const std::vector<std::string>& names, const AlbumOptions& options,
                      const Conformed& gains) {
  analysis::TextTable table;
  std::vector<std::string> head{"Track", "LUFS", "Max S", "Top of range", "dBTP", "to album", "to previous"};
  if (options.target) head.insert(head.end(), {"Track gain", "dBTP then", "dBTP by album"});
  table.addRow(head);
  table.addRule();
  for (std::size_t i = 0; i < album.tracks.size(); ++i) {
    const auto& track = album.tracks[i];
    std::vector<std::string> row{names[i],
                                 text(track.integrated),
                                 text(track.maxShortTerm),
                                 text(track.topOfRange),
                                 text(track.truePeak),
                                 text(track.aboveAlbum, true),
                                 text(track.abovePrevious, true)};
    if (options.target)
      row.insert(row.end(), {text(gains.trackGains[i], true), text(raised(track.truePeak, gains.trackGains[i])),
                             text(raised(track.truePeak, gains.albumGain))});
    table.addRow(row);
  }
  std::string result = table.text() + "\n";
  const auto of = [&](const std::optional<std::size_t>& track) {
    return track ? " (" + names[*track] + ")" : std::string();
  };
  const auto add = [&](const char* name, const std::string& value) {
    result += fmt::format("{:<28}{}\n", name, value);
  };
  add("Album", fmt::format("{} files, {}", names.size(), analysis::timeText(album.duration)));
  add("Integrated (LUFS)", text(album.integrated));
  add("Loudness range (LU)", text(album.loudnessRange));
  add("Top of range (LUFS)", text(album.topOfRange));
  add("Loudest track (LUFS)", text(album.figure(analysis::AlbumFigure::LoudestTrack)) + of(album.loudestTrack));
  add("Max short-term (LUFS)", text(album.maxShortTerm) + of(album.maxShortTermTrack));
  add("True peak (dBTP)", text(album.truePeak) + of(album.truePeakTrack));
  if (options.target)
    add("Album gain (dB)",
        fmt::format("{} brings {} to {} LUFS, peaks to {} dBTP", text(gains.albumGain, true), options.by,
                    exactText(*options.target), text(raised(album.truePeak, gains.albumGain))));
  return result;
}

Json albumJson(const AlbumMeasurement& album, const std::vector<std::string>& names, const AlbumOptions& options,
               const Conformed& gains) {
  const auto name = [&](const std::optional<std::size_t>& track) {
    return track ? Json(names[*track]) : Json(nullptr);
  };
  Json tracks = Json::array();
  for (std::size_t i = 0; i < album.tracks.size(); ++i) {
    const auto& track = album.tracks[i];
    tracks.push_back({{"name", names[i]},
                      {"integrated_lufs", json(track.integrated)},
                      {"max_short_term_lufs", json(track.maxShortTerm)},
                      {"top_of_range_lufs", json(track.topOfRange)},
                      {"true_peak_dbtp", json(track.truePeak)},
                      {"above_album_lu", json(track.aboveAlbum)},
                      {"above_previous_lu", json(track.abovePrevious)},
                      {"track_gain_db", json(gains.trackGains[i])}});
  }
  return {{"schema", "lathe/album"},
          {"version", 1},
          {"duration_s", album.duration.value},
          {"integrated_lufs", json(album.integrated)},
          {"loudness_range_lu", json(album.loudnessRange)},
          {"top_of_range_lufs", json(album.topOfRange)},
          {"loudest_track", name(album.loudestTrack)},
          {"max_short_term_lufs", json(album.maxShortTerm)},
          {"max_short_term_track", name(album.maxShortTermTrack)},
          {"true_peak_dbtp", json(album.truePeak)},
          {"true_peak_track", name(album.truePeakTrack)},
          {"target_lufs", options.target ? Json(*options.target) : Json(nullptr)},
          {"by", options.by},
          {"album_gain_db", json(gains.albumGain)},
          {"tracks", std::move(tracks)}};
}

}  // namespace

int runAlbum(const AlbumOptions& options, Context& context) {
  analysis::albumFigureFromId(options.by);
  CheckRequest request;
  request.files = options.files;
  CheckResults results = checkFiles(request, context);
  for (const std::string& warning : results.warnings) context.console.warning(warning);
  for (const auto& failure : results.failures) context.console.error(failure.error);
  if (!results.failures.empty()) return kFailed;  // an album without one of its tracks is another album
  std::vector<analysis::AlbumTrack> tracks;
  std::vector<std::string> names;
  for (auto& checked : results.checked) {
    names.push_back(context.isJson ? checked.name : std::filesystem::path(checked.name).filename().string());
    tracks.push_back({std::move(checked.evidence.measurement), std::move(checked.evidence.bins)});
  }
  const AlbumMeasurement album = analysis::measureAlbum(tracks);
  const Conformed gains = conform(album, options);
  context.console.result(
      context.isJson
          ? albumJson(album, names, options, gains).dump(2, ' ', false, Json::error_handler_t::replace) + "\n"
          : albumText(album, names, options, gains));
  return kDone;
}

}  // namespace lathe::cli
