// Writing and reading the parts of sessions member by member.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/session/session_json.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <nlohmann/json.hpp>

#include "core/audio/error.h"
#include "core/chain/chain_json.h"
#include "core/file/relative_path.h"
#include "core/session/session_check.h"
#include "core/session/session_rate.h"
#include "core/session/spectral_json.h"

namespace lathe {
namespace {

namespace fs = std::filesystem;

template <class Value>
struct Name {
  const char* name;
  Value value;
};

constexpr std::array<Name<FadeCurve>, 3> kCurves = {
    {{"linear", FadeCurve::Linear}, {"equal-power", FadeCurve::EqualPower}, {"s-curve", FadeCurve::SCurve}}};
constexpr std::array<Name<Container>, 9> kContainers = {{{"wav", Container::Wav},
                                                         {"rf64", Container::Rf64},
                                                         {"w64", Container::W64},
                                                         {"aiff", Container::Aiff},
                                                         {"flac", Container::Flac},
                                                         {"caf", Container::Caf},
                                                         {"ogg", Container::OggVorbis},
                                                         {"opus", Container::OggOpus},
                                                         {"mp3", Container::Mp3}}};
constexpr std::array<Name<Encoding>, 7> kEncodings = {{{"16", Encoding::Int16},
                                                       {"20", Encoding::Int20},
                                                       {"24", Encoding::Int24},
                                                       {"32", Encoding::Int32},
                                                       {"32f", Encoding::Float32},
                                                       {"64f", Encoding::Float64},
                                                       {"lossy", Encoding::Lossy}}};

template <class Value, std::size_t N>
std::string nameOf(const std::array<Name<Value>, N>& names, Value value) {
  return std::ranges::find(names, value, &Name<Value>::value)->name;
}

template <class Value, std::size_t N>
Value valueOf(JsonObject& json, const std::string& key, const std::array<Name<Value>, N>& names, Value otherwise) {
  const std::string text = json.text(key, nameOf(names, otherwise));
  std::string known;
  for (const auto& name : names) {
    if (name.name == text) return name.value;
    known += (known.empty() ? "" : ", ") + std::string(name.name);
  }
  json.fail(key, "one of " + known);
}

Json toJson(const Fade& fade) {
  Json json = {{"length", fade.length}, {"curve", nameOf(kCurves, fade.curve)}};
  addUnknown(json, fade.unknown);
  return json;
}

Fade fadeFromJson(JsonObject json) {
  Fade fade{json.count("length", 0), valueOf(json, "curve", kCurves, FadeCurve::EqualPower)};
  fade.unknown = json.rest();
  return fade;
}

Decibels gainFromJson(JsonObject& json) { return {json.number("gain_db", 0, kLowestGain.value, kHighestGain.value)}; }

Json toJson(const Region& region, SourceTable& sources) {
  Json json = {{"source", sources.indexOf(region.source)},
               {"start", region.start},
               {"length", region.length},
               {"position", region.position},
               {"gain_db", region.gain.value}};
  if (region.fadeIn != Fade{}) json["fade_in"] = toJson(region.fadeIn);
  if (region.fadeOut != Fade{}) json["fade_out"] = toJson(region.fadeOut);
  addUnknown(json, region.unknown);
  return json;
}

Region regionFromJson(JsonObject& json, const std::vector<SourcePtr>& sources) {
  Region region;
  const auto source = json.count("source", sources.size());
  if (source >= sources.size()) json.fail("source", "the number of a source in \"sources\"");
  region.source = sources[source];
  region.start = json.count("start", 0);
  region.length = json.count("length", 0);
  region.position = json.count("position", 0);
  region.gain = gainFromJson(json);
  region.fadeIn = fadeFromJson(json.object("fade_in"));
  region.fadeOut = fadeFromJson(json.object("fade_out"));
  region.unknown = json.rest();
  return region;
}

Json toJson(const std::vector<Marker>& markers) {
  Json list = Json::array();
  for (const Marker& marker : markers)
    list.push_back({{"frame", marker.frame}, {"length", marker.length}, {"name", marker.name}});
  return list;
}

Json optionalNumber(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

Json toJson(const Delivery& d) {
  Json json = {{"container", nameOf(kContainers, d.format.container)},
               {"encoding", nameOf(kEncodings, d.format.encoding)},
               {"quality", d.format.quality},
               {"conversion", settingsToJson(d.conversion, {})},
               {"target_lufs", optionalNumber(d.target ? std::optional(d.target->value) : std::nullopt)},
               {"ceiling_dbtp", optionalNumber(d.ceiling ? std::optional(d.ceiling->value) : std::nullopt)},
               {"keeps_tails", d.keepsTails},
               {"file_name", d.fileName},
               {"artist", d.artist},
               {"album", d.album},
               {"genre", d.genre},
               {"year", d.year},
               {"copyright", d.copyright}};
  if (d.format.bitRate != 0) json["bit_rate_kbps"] = d.format.bitRate;
  addUnknown(json, d.unknown);
  return json;
}

Delivery deliveryFromJson(JsonObject json) {
  Delivery d;
  d.format.container = valueOf(json, "container", kContainers, Container::Wav);
  d.format.encoding = valueOf(json, "encoding", kEncodings, Encoding::Int24);
  d.format.quality = json.number("quality", d.format.quality, 0, 1);
  d.format.bitRate = static_cast<int>(json.count("bit_rate_kbps", 0, kHighestBitRate));
  if (!isWritable(d.format)) json.fail("encoding", "one that the container can hold");
  d.conversion = settingsFromJson(ResampleSettings::type(), json.object("conversion"), {}).as<ResampleSettings>();
  if (const auto target = json.optionalNumber("target_lufs")) d.target = Lufs{*target};
  if (d.target && !(d.target->value >= -70 && d.target->value <= 10)) json.fail("target_lufs", "from -70 to 10");
  if (const auto ceiling = json.optionalNumber("ceiling_dbtp")) d.ceiling = Decibels{*ceiling};
  if (d.ceiling && !(d.ceiling->value >= -20 && d.ceiling->value <= 0)) json.fail("ceiling_dbtp", "from -20 to 0");
  d.keepsTails = json.flag("keeps_tails", false);
  d.fileName = json.text("file_name", d.fileName);
  d.artist = json.text("artist");
  d.album = json.text("album");
  d.genre = json.text("genre");
  d.year = json.text("year");
  d.copyright = json.text("copyright");
  d.unknown = json.rest();
  return d;
}

}  // namespace

std::size_t SourceTable::indexOf(const SourcePtr& source) {
  assert(source);
  if (const auto known = byAddress_.find(source.get()); known != byAddress_.end()) return known->second;
  const auto [first, last] = byPath_.equal_range(source->path.native());
  for (auto same = first; same != last; ++same)
    if (*sources_[same->second] == *source) return byAddress_[source.get()] = same->second;
  add(source);
  return sources_.size() - 1;
}

void SourceTable::add(const SourcePtr& source) {
  byPath_.emplace(source->path.native(), sources_.size());
  byAddress_.emplace(source.get(), sources_.size());
  sources_.push_back(source);
}

Json sourceToJson(const AudioSource& source, const fs::path& folder) {
  Json json = {{"path", relativeText(folder, source.path)},
               {"sha256", source.sha256},
               {"sample_rate", source.sampleRate},
               {"channels", source.channels},
               {"frames", source.frames}};
  addUnknown(json, source.unknown);
  return json;
}

SourcePtr sourceFromJson(JsonObject& json, const fs::path& folder, SourcePool& pool) {
  AudioSource source;
  const std::string path = json.text("path");
  if (path.empty() || path.find('\0') != std::string::npos) json.fail("path", "the path of an audio file");
  source.path = pathOfText(folder, path);
  source.sha256 = json.text("sha256");
  source.sampleRate = static_cast<int>(json.count("sample_rate", 0, kHighestSourceRate));
  source.channels = static_cast<int>(json.count("channels", 0, kMostSourceChannels));
  source.frames = json.count("frames", 0);
  source.unknown = json.rest();
  const SourcePtr made = std::make_shared<AudioSource>(std::move(source));
  return pool.sources()[pool.indexOf(made)];
}

Json trackToJson(const Track& track, SourceTable& sources, const fs::path& folder) {
  Json json = {{"title", track.title},     {"artist", track.artist},      {"isrc", track.isrc},
               {"gap_s", track.gap.value}, {"gain_db", track.gain.value}, {"muted", track.isMuted}};
  json["regions"] = Json::array();
  for (const Region& region : track.regions) json["regions"].push_back(toJson(region, sources));
  if (!track.spectralEdits.empty()) json["spectral_edits"] = spectralEditsToJson(track.spectralEdits, folder);
  json["chain"] = chainToJson(track.chain, folder);
  if (!track.markers.empty()) json["markers"] = toJson(track.markers);
  addUnknown(json, track.unknown);
  return json;
}

Track trackFromJson(JsonObject& json, const std::vector<SourcePtr>& sources, const fs::path& folder) {
  Track track;
  track.title = json.text("title");
  track.artist = json.text("artist");
  track.isrc = json.text("isrc");
  track.gap = {json.number("gap_s", 2)};
  if (!(track.gap.value >= 0 && track.gap.value <= 3600)) json.fail("gap_s", "from 0 to 3600");
  track.gain = gainFromJson(json);
  track.isMuted = json.flag("muted", false);
  for (JsonObject& region : json.objects("regions")) track.regions.push_back(regionFromJson(region, sources));
  track.spectralEdits = spectralEditsFromJson(json, "spectral_edits", folder);
  track.chain = chainFromJson(json, "chain", folder);
  for (JsonObject& marker : json.objects("markers"))
    track.markers.push_back({marker.count("frame", 0), marker.count("length", 0), marker.text("name")});
  track.unknown = json.rest();
  return track;
}

Json headToJson(const Session& head, const fs::path& folder) {
  Json json = {{"name", head.name}, {"sample_rate", head.sampleRate}};
  json["master_chain"] = chainToJson(head.masterChain, folder);
  json["delivery"] = toJson(head.delivery);
  addUnknown(json, head.unknown);
  return json;
}

Session headFromJson(JsonObject& json, const fs::path& folder) {
  Session head;
  head.name = json.text("name");
  head.sampleRate = static_cast<int>(json.count("sample_rate", 0, kHighestSessionRate));
  if (head.sampleRate != 0 && head.sampleRate < kLowestSessionRate)
    json.fail("sample_rate", fmt::format("0 or from {} to {}", kLowestSessionRate, kHighestSessionRate));
  json.value("sources"), json.value("tracks");  // known, so not kept as what a newer version wrote
  head.masterChain = chainFromJson(json, "master_chain", folder);
  head.delivery = deliveryFromJson(json.object("delivery"));
  head.unknown = json.rest();
  return head;
}

}  // namespace lathe
