// Names of INFO entries.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/info_list.h"

#include <algorithm>
#include <cctype>
#include <string_view>

#include "core/file/text_fields.h"

namespace lathe {
namespace {

constexpr std::pair<std::string_view, std::string Metadata::*> kFields[] = {
    {"INAM", &Metadata::title},   {"IART", &Metadata::artist},    {"IPRD", &Metadata::album},
    {"IGNR", &Metadata::genre},   {"ICRD", &Metadata::year},      {"ITRK", &Metadata::track},
    {"ICMT", &Metadata::comment}, {"ICOP", &Metadata::copyright}, {"ISRC", &Metadata::isrc},
};

/// ISO 3901: two letters, three letters or digits, seven digits; hyphens may stand between.
bool isIsrc(std::string_view text) {
  std::string plain;
  std::ranges::copy_if(text, std::back_inserter(plain), [](char c) { return c != '-' && c != ' '; });
  const auto isAlphanumeric = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  };
  const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
  return plain.size() == 12 && std::ranges::all_of(plain, isAlphanumeric) &&
         std::ranges::all_of(std::string_view(plain).substr(5), isDigit);
}

bool isOurs(const std::pair<std::string, std::string>& entry) {
  if (entry.first == "ISRC" && !isIsrc(entry.second)) return false;
  return std::ranges::any_of(kFields, [&](const auto& field) { return field.first == entry.first; }) ||
         entry.first == "IPRT";
}

}  // namespace

InfoList parseInfoList(const Bytes& chunk) {
  InfoList entries;
  for (std::size_t at = 4; at + 8 <= chunk.size() && entries.size() < 1000;) {
    const std::size_t size =
        std::min<std::size_t>(loadLittle<std::uint32_t>(chunk.data() + at + 4), chunk.size() - at - 8);
    entries.emplace_back(textOf(chunk.data() + at, 4), fieldText(chunk.data() + at + 8, size));
    at += 8 + size + size % 2;
  }
  return entries;
}

Bytes buildInfoList(const InfoList& entries) {
  Bytes chunk;
  appendText(chunk, "INFO");
  for (const auto& [id, text] : entries) {
    appendText(chunk, id);
    appendLittle(chunk, static_cast<std::uint32_t>(text.size() + 1));
    appendEndedText(chunk, text);
  }
  return chunk;
}

void readInfo(const InfoList& entries, Metadata& metadata) {
  for (const auto& entry : entries)
    for (const auto& [id, field] : kFields)
      if (id == entry.first && isOurs(entry) && (metadata.*field).empty()) metadata.*field = entry.second;
  if (metadata.track.empty())
    for (const auto& [id, text] : entries)
      if (id == "IPRT") metadata.track = text;
}

InfoList updatedInfo(const InfoList& old, const Metadata& metadata) {
  InfoList entries;
  for (const auto& [id, field] : kFields)
    if (!(metadata.*field).empty()) entries.emplace_back(id, metadata.*field);
  std::ranges::copy_if(old, std::back_inserter(entries), [](const auto& entry) { return !isOurs(entry); });
  return entries;
}

}  // namespace lathe
