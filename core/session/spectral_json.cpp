// One writer and one reader for each shape.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/session/spectral_json.h"

#include <nlohmann/json.hpp>

#include "core/audio/error.h"
#include "core/chain/chain_json.h"
#include "core/spectral/operators.h"

namespace lathe {
namespace {

Json pair(double a, double b) { return Json::array({a, b}); }
Json toJson(const TimeSpan& span) { return pair(span.start.value, span.end.value); }
Json toJson(const FrequencySpan& span) { return pair(span.low.value, span.high.value); }
Json toJson(const std::vector<TimeFrequency>& points) {
  Json list = Json::array();
  for (const TimeFrequency& p : points) list.push_back(pair(p.time.value, p.frequency.value));
  return list;
}

struct Writer {
  Json operator()(const RectangleShape& s) const {
    return {{"shape", "rectangle"}, {"time", toJson(s.time)}, {"frequency", toJson(s.frequency)}};
  }
  Json operator()(const BandShape& s) const { return {{"shape", "band"}, {"frequency", toJson(s.frequency)}}; }
  Json operator()(const PassageShape& s) const { return {{"shape", "passage"}, {"time", toJson(s.time)}}; }
  Json operator()(const PolygonShape& s) const { return {{"shape", "polygon"}, {"points", toJson(s.corners)}}; }
  Json operator()(const BrushShape& s) const {
    return {{"shape", "brush"},
            {"points", toJson(s.points)},
            {"width", s.width.value},
            {"height", s.height.value},
            {"hardness", s.hardness}};
  }
  Json operator()(const WandShape& s) const {
    return {{"shape", "wand"},
            {"seed", pair(s.seed.time.value, s.seed.frequency.value)},
            {"tolerance_db", s.tolerance.value},
            {"time", toJson(s.within)},
            {"fft_size", s.fftSize}};
  }
  Json operator()(const HarmonicsShape& s) const {
    Json json = {{"shape", "harmonics"}, {"base", s.base.value}, {"count", s.count}, {"width", s.width.value}};
    if (s.time) json["time"] = toJson(*s.time);
    return json;
  }
  Json operator()(const MultipliedPolygonShape& s) const {
    return {{"shape", "harmonic-polygon"}, {"points", toJson(s.base.corners)}, {"count", s.count}};
  }
};

std::pair<double, double> readPair(JsonObject& json, const std::string& key, const char* should) {
  const Json& value = json.value(key);
  if (!value.is_array() || value.size() != 2 || !value[0].is_number() || !value[1].is_number()) json.fail(key, should);
  return {value[0].get<double>(), value[1].get<double>()};
}

TimeSpan readTime(JsonObject& json) {
  const auto [start, end] = readPair(json, "time", "two numbers of seconds, as in [1, 1.5]");
  return {{start}, {end}};
}

FrequencySpan readFrequency(JsonObject& json) {
  const auto [low, high] = readPair(json, "frequency", "two numbers of hertz, as in [200, 900]");
  return {{low}, {high}};
}

std::vector<TimeFrequency> readPoints(JsonObject& json) {
  const char* const should = "a list of points [seconds, hertz]";
  const Json& list = json.value("points");
  if (!list.is_array()) json.fail("points", should);
  std::vector<TimeFrequency> points;
  for (const Json& point : list) {
    if (!point.is_array() || point.size() != 2 || !point[0].is_number() || !point[1].is_number())
      json.fail("points", should);
    points.push_back({{point[0].get<double>()}, {point[1].get<double>()}});
  }
  return points;
}

int readInteger(JsonObject& json, const std::string& key, int otherwise) {
  return static_cast<int>(json.count(key, static_cast<std::uint64_t>(otherwise), 1'000'000));
}

Shape readShape(JsonObject& json) {
  const std::string shape = json.text("shape");
  if (shape == "rectangle") {
    const TimeSpan time = readTime(json);
    return RectangleShape{time, readFrequency(json)};
  }
  if (shape == "band") return BandShape{readFrequency(json)};
  if (shape == "passage") return PassageShape{readTime(json)};
  if (shape == "polygon") return PolygonShape{readPoints(json)};
  if (shape == "brush")
    return BrushShape{
        readPoints(json), {json.number("width", 0.05)}, {json.number("height", 200)}, json.number("hardness", 1)};
  if (shape == "wand") {
    const auto [time, frequency] = readPair(json, "seed", "a point [seconds, hertz]");
    const TimeSpan within = readTime(json);
    return WandShape{
        {{time}, {frequency}}, {json.number("tolerance_db", 12)}, within, readInteger(json, "fft_size", 2048)};
  }
  if (shape == "harmonics") {
    HarmonicsShape harmonics{{json.number("base", 0)}, readInteger(json, "count", 1), {json.number("width", 20)}};
    if (!json.value("time").is_null()) harmonics.time = readTime(json);
    return harmonics;
  }
  if (shape == "harmonic-polygon") return MultipliedPolygonShape{{readPoints(json)}, readInteger(json, "count", 1)};
  json.fail("shape", "one of rectangle, band, passage, polygon, brush, wand, harmonics, harmonic-polygon");
}

MaskOperation readOperation(JsonObject& json) {
  const std::string text = json.text("combine", "add");
  if (text == "add") return MaskOperation::Add;
  if (text == "subtract") return MaskOperation::Subtract;
  if (text == "intersect") return MaskOperation::Intersect;
  json.fail("combine", "add, subtract or intersect");
}

MaskPart readPart(JsonObject& json) {
  MaskPart part{readShape(json), readOperation(json), {}};
  if (!json.value("feather").is_null()) {
    const auto [time, frequency] =
        readPair(json, "feather", "how far the edge is soft in seconds and in hertz, as in [0.01, 50]");
    part.feather = {{time}, {frequency}};
  }
  return part;
}

ChannelScope readScope(JsonObject& json) {
  const char* const should = "all, mid, side, or a list of channels counted from 1";
  const Json& value = json.value("channels");
  if (value.is_null()) return {};
  if (value.is_array()) {
    ChannelScope scope{ChannelScope::Kind::Set};
    for (const Json& channel : value) {
      if (!channel.is_number_integer() || channel.get<std::int64_t>() < 1 || channel.get<std::int64_t>() > 64)
        json.fail("channels", should);
      scope.channels |= std::uint64_t{1} << (channel.get<std::int64_t>() - 1);
    }
    return scope;
  }
  const std::string text = json.text("channels");
  if (text == "mid") return {ChannelScope::Kind::Mid};
  if (text == "side") return {ChannelScope::Kind::Side};
  if (text != "all") json.fail("channels", should);
  return {};
}

void addScope(Json& json, const ChannelScope& scope) {
  if (scope.kind == ChannelScope::Kind::Mid) json["channels"] = "mid";
  if (scope.kind == ChannelScope::Kind::Side) json["channels"] = "side";
  if (scope.kind != ChannelScope::Kind::Set) return;
  json["channels"] = Json::array();
  for (int c = 0; c < 64; ++c)
    if (scope.channels >> c & 1) json["channels"].push_back(c + 1);
}

std::vector<BandResolution> readBands(JsonObject& json) {
  const char* const should = "a list of [hertz, FFT size], as in [[400, 4096], [2000, 1024]]";
  const Json& list = json.value("resolutions");
  if (list.is_null()) return {};
  if (!list.is_array() || list.size() > kMostBands) json.fail("resolutions", should);
  std::vector<BandResolution> bands;
  for (const Json& band : list) {
    if (!band.is_array() || band.size() != 2 || !band[0].is_number() || !band[1].is_number_integer() ||
        band[1].get<std::int64_t>() < 0 || band[1].get<std::int64_t>() > kLargestFft)
      json.fail("resolutions", should);
    bands.push_back({{band[0].get<double>()}, band[1].get<int>()});
  }
  return bands;
}

Settings readOperation(JsonObject& json, const std::filesystem::path& folder) {
  const std::string id = json.text("operation");
  try {
    return settingsFromJson(operationOf(id).type(), json.object("settings"), folder);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::NotFound)
      json.fail("operation", "one that this version of Lathe has, and it has no '" + id + "'");
    throw;
  }
}

}  // namespace

void addMask(Json& json, const Mask& mask) {
  json["mask"] = Json::array();
  for (const MaskPart& part : mask.parts) {
    Json one = std::visit(Writer{}, part.shape);
    if (part.operation != MaskOperation::Add)
      one["combine"] = part.operation == MaskOperation::Subtract ? "subtract" : "intersect";
    if (part.feather != Feather{}) one["feather"] = pair(part.feather.time.value, part.feather.frequency.value);
    json["mask"].push_back(std::move(one));
  }
  addScope(json, mask.scope);
  if (mask.isInverted) json["inverted"] = true;
}

Mask maskFromJson(JsonObject& json) {
  Mask mask;
  for (JsonObject& part : json.objects("mask")) mask.parts.push_back(readPart(part));
  mask.scope = readScope(json);
  mask.isInverted = json.flag("inverted", false);
  try {
    checkMask(mask);
  } catch (const Error& error) {
    throw Error(ErrorKind::Damaged, json.place("mask") + ": " + error.what());
  }
  return mask;
}

Json spectralEditsToJson(const std::vector<SpectralEdit>& edits, const std::filesystem::path& folder) {
  Json list = Json::array();
  for (const SpectralEdit& edit : edits) {
    Json json = {{"operation", edit.operation.type().id}};
    if (!edit.name.empty()) json["name"] = edit.name;
    if (!edit.isOn) json["off"] = true;
    if (edit.fftSize != 2048) json["fft_size"] = edit.fftSize;
    if (edit.overlap != 4) json["overlap"] = edit.overlap;
    if (edit.window != EditWindow::Hann) json["window"] = windowName(edit.window);
    for (const BandResolution& band : edit.bands)
      json["resolutions"].push_back(Json::array({band.from.value, band.fftSize}));
    addMask(json, edit.mask);
    json["settings"] = settingsToJson(edit.operation, folder);
    addUnknown(json, edit.unknown);
    list.push_back(std::move(json));
  }
  return list;
}

std::vector<SpectralEdit> spectralEditsFromJson(JsonObject& parent, const std::string& key,
                                                const std::filesystem::path& folder) {
  std::vector<SpectralEdit> edits;
  for (JsonObject& json : parent.objects(key)) {
    SpectralEdit edit{maskFromJson(json), readOperation(json, folder)};
    edit.name = json.text("name");
    edit.isOn = !json.flag("off", false);
    edit.fftSize = readInteger(json, "fft_size", 2048);
    edit.overlap = readInteger(json, "overlap", 4);
    edit.bands = readBands(json);
    const std::string window = json.text("window", "hann");
    edit.unknown = json.rest();
    try {
      edit.window = windowNamed(window);
      checkSpectralEdit(edit);
    } catch (const Error& error) {
      throw Error(ErrorKind::Damaged, json.place("operation") + ": " + error.what());
    }
    edits.push_back(std::move(edit));
  }
  return edits;
}

}  // namespace lathe
