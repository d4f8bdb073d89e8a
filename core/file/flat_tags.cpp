// Names of tags, and chapters.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/flat_tags.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "core/audio/number_text.h"

namespace lathe {
namespace {

constexpr std::pair<std::string_view, std::string Metadata::*> kFields[] = {
    {"TITLE", &Metadata::title},     {"ARTIST", &Metadata::artist},       {"ALBUM", &Metadata::album},
    {"GENRE", &Metadata::genre},     {"DATE", &Metadata::year},           {"TRACKNUMBER", &Metadata::track},
    {"COMMENT", &Metadata::comment}, {"COPYRIGHT", &Metadata::copyright}, {"ISRC", &Metadata::isrc},
};

constexpr std::string_view kChapter = "CHAPTER";
constexpr std::string_view kMarker = "LATHE_MARKER";

std::string chapterTime(std::uint64_t frame, int sampleRate) {
  const auto rate = static_cast<std::uint64_t>(sampleRate);
  const std::uint64_t milliseconds = frame / rate * 1000 + (frame % rate * 1000 + rate / 2) / rate;
  return fmt::format("{:02}:{:02}:{:02}.{:03}", milliseconds / 3600000, milliseconds / 60000 % 60,
                     milliseconds / 1000 % 60, milliseconds % 1000);
}

/// "hh:mm:ss.mmm" in frames.
std::optional<std::uint64_t> chapterFrame(std::string_view text, int sampleRate) {
  double seconds = 0;
  for (int part = 0; part < 3; ++part) {
    const std::size_t colon = part < 2 ? text.find(':') : text.size();
    const auto number = colon == std::string_view::npos ? std::nullopt : parseNumber(text.substr(0, colon));
    if (!number || !(*number >= 0 && *number < 1e6)) return std::nullopt;
    seconds = seconds * 60 + *number;
    text.remove_prefix(std::min(text.size(), colon + 1));
  }
  return static_cast<std::uint64_t>(std::llround(seconds * sampleRate));
}

const std::string* find(const FlatTags& tags, const std::string& name) {
  const auto found = tags.find(name);
  return found == tags.end() ? nullptr : &found->second;
}

/// Frame and length of "frame length".
std::optional<Marker> exactMarker(const std::string& text) {
  const std::size_t space = text.find(' ');
  if (space == std::string::npos) return std::nullopt;
  const auto frame = parseInteger(std::string_view(text).substr(0, space));
  const auto length = parseInteger(std::string_view(text).substr(space + 1));
  if (!frame || !length || *frame < 0 || *length < 0) return std::nullopt;
  return Marker{static_cast<std::uint64_t>(*frame), static_cast<std::uint64_t>(*length), {}};
}

Marker markerOf(const FlatTags& tags, const std::string& digits, std::uint64_t chapter, int sampleRate) {
  Marker marker{chapter, 0, {}};
  const std::string* exact = find(tags, std::string(kMarker) + digits);
  const auto parsed = exact ? exactMarker(*exact) : std::nullopt;
  if (parsed && chapterTime(parsed->frame, sampleRate) == chapterTime(chapter, sampleRate)) marker = *parsed;
  if (const std::string* name = find(tags, std::string(kChapter) + digits + "NAME")) marker.name = *name;
  return marker;
}

bool isNumbered(std::string_view name, std::string_view prefix) {
  if (!name.starts_with(prefix)) return false;
  name.remove_prefix(prefix.size());
  if (name.ends_with("NAME")) name.remove_suffix(4);
  return name.size() >= 3 && name.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

FlatTags toFlatTags(const Metadata& metadata, int sampleRate) {
  FlatTags tags;
  for (const auto& [name, field] : kFields)
    if (!(metadata.*field).empty()) tags[std::string(name)] = metadata.*field;
  for (std::size_t i = 0; i < metadata.markers.size(); ++i) {
    const Marker& marker = metadata.markers[i];
    const std::string digits = fmt::format("{:03}", i + 1);
    tags[std::string(kChapter) + digits] = chapterTime(marker.frame, sampleRate);
    if (!marker.name.empty()) tags[std::string(kChapter) + digits + "NAME"] = marker.name;
    tags[std::string(kMarker) + digits] = fmt::format("{} {}", marker.frame, marker.length);
  }
  return tags;
}

Metadata fromFlatTags(const FlatTags& tags, int sampleRate) {
  Metadata metadata;
  for (const auto& [name, field] : kFields)
    if (const std::string* text = find(tags, std::string(name))) metadata.*field = *text;
  if (metadata.comment.empty())
    if (const std::string* text = find(tags, "DESCRIPTION")) metadata.comment = *text;
  for (std::size_t i = 0;; ++i) {  // some programs count chapters from 0
    const std::string digits = fmt::format("{:03}", i);
    const std::string* time = find(tags, std::string(kChapter) + digits);
    const auto frame = time ? chapterFrame(*time, sampleRate) : std::nullopt;
    if (frame) metadata.markers.push_back(markerOf(tags, digits, *frame, sampleRate));
    if (!frame && i > 0) break;
  }
  return metadata;
}

bool isOwnTag(std::string_view name) {
  for (const auto& [own, field] : kFields)
    if (own == name) return true;
  return isNumbered(name, kChapter) || isNumbered(name, kMarker);
}

}  // namespace lathe
