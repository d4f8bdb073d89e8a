// Writing and reading sessions member by member.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/session/session_json.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "core/audio/error.h"
#include "core/session/chain_json.h"
#include "core/session/relative_path.h"
#include "core/session/session_check.h"
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

Json toJson(const AudioSource& source, const fs::path& folder) {
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
  source.sampleRate = static_cast<int>(json.count("sample_rate", 0, 10'000'000));
  source.channels = static_cast<int>(json.count("channels", 0, 1024));
  source.frames = json.count("frames", 0);
  source.unknown = json.rest();
  const auto known = std::ranges::find_if(pool, [&](const SourcePtr& s) { return *s == source; });
  if (known != pool.end()) return *known;
  return pool.emplace_back(std::make_shared<AudioSource>(std::move(source)));
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

Json toJson(const Region& region, const std::vector<SourcePtr>& sources) {
  const auto source =
      std::ranges::find_if(sources, [&](const SourcePtr& s) { return region.source && *s == *region.source; });
  Json json = {{"source", source - sources.begin()},
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

Json toJson(const Track& track, const std::vector<SourcePtr>& sources, const fs::path& folder) {
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
  addUnknown(json, d.unknown);
  return json;
}

Delivery deliveryFromJson(JsonObject json) {
  Delivery d;
  d.format.container = valueOf(json, "container", kContainers, Container::Wav);
  d.format.encoding = valueOf(json, "encoding", kEncodings, Encoding::Int24);
  d.format.quality = json.number("quality", d.format.quality, 0, 1);
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

Json sessionToJson(const Session& session, const fs::path& folder) {
  const std::vector<SourcePtr> sources = sourcesOf(session);
  Json json = {{"name", session.name}, {"sample_rate", session.sampleRate}};
  json["sources"] = Json::array();
  for (const SourcePtr& source : sources) json["sources"].push_back(toJson(*source, folder));
  json["tracks"] = Json::array();
  for (const Track& track : session.tracks) json["tracks"].push_back(toJson(track, sources, folder));
  json["master_chain"] = chainToJson(session.masterChain, folder);
  json["delivery"] = toJson(session.delivery);
  addUnknown(json, session.unknown);
  return json;
}

Session sessionFromJson(JsonObject& json, const fs::path& folder, SourcePool& pool) {
  Session session;
  session.name = json.text("name");
  session.sampleRate = static_cast<int>(json.count("sample_rate", 0, 384000));
  if (session.sampleRate != 0 && session.sampleRate < 8000) json.fail("sample_rate", "0 or from 8000 to 384000");
  std::vector<SourcePtr> sources;
  for (JsonObject& source : json.objects("sources")) sources.push_back(sourceFromJson(source, folder, pool));
  for (JsonObject& track : json.objects("tracks")) session.tracks.push_back(trackFromJson(track, sources, folder));
  session.masterChain = chainFromJson(json, "master_chain", folder);
  session.delivery = deliveryFromJson(json.object("delivery"));
  session.unknown = json.rest();
  try {
    checkSession(session);
  } catch (const Error& error) {
    throw Error(ErrorKind::Damaged, error.what());
  }
  return session;
}

}  // namespace lathe
