// The names of the metadata's fields and their layout on the terminal.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/support/metadata_text.h"

#include <fmt/core.h>

#include <cmath>
#include <optional>
#include <utility>

#include "analysis/text/time_text.h"
#include "cli/terminal/terminal_text.h"
#include "core/audio/error.h"
#include "core/audio/number_text.h"

namespace lathe::cli {
namespace {

struct Field {
  std::string_view name;
  std::string Metadata::*member;
};

constexpr Field kFields[] = {
    {"title", &Metadata::title},     {"artist", &Metadata::artist},       {"album", &Metadata::album},
    {"genre", &Metadata::genre},     {"year", &Metadata::year},           {"track", &Metadata::track},
    {"comment", &Metadata::comment}, {"copyright", &Metadata::copyright}, {"isrc", &Metadata::isrc},
};

struct BroadcastField {
  std::string_view name;
  std::string BroadcastExtension::*member;
};

constexpr BroadcastField kBroadcastFields[] = {
    {"bext.description", &BroadcastExtension::description},
    {"bext.originator", &BroadcastExtension::originator},
    {"bext.reference", &BroadcastExtension::originatorReference},
    {"bext.date", &BroadcastExtension::date},
    {"bext.time", &BroadcastExtension::time},
    {"bext.history", &BroadcastExtension::codingHistory},
};

std::string line(std::string_view name, std::string_view value) {
  return value.empty() ? "" : fmt::format("  {:<16} {}\n", name, printable(value));
}

std::string line(std::string_view name, std::optional<double> value, std::string_view unit) {
  return value ? line(name, fixedText(*value, 2) + " " + std::string(unit)) : "";
}

}  // namespace

std::string metadataText(const Metadata& metadata, int sampleRate) {
  std::string text;
  for (const Field& field : kFields) text += line(field.name, metadata.*field.member);
  if (metadata.broadcast) {
    const BroadcastExtension& bext = *metadata.broadcast;
    text += line("bext description", bext.description);
    text += line("bext originator", bext.originator);
    text += line("bext reference", bext.originatorReference);
    text += line("bext date", bext.date + (bext.time.empty() ? "" : " " + bext.time));
    if (bext.timeReference > 0) text += line("bext time ref", std::to_string(bext.timeReference));
    text += line("bext history", bext.codingHistory);
    text += line("bext loudness", bext.loudness, "LUFS");
    text += line("bext range", bext.loudnessRange, "LU");
    text += line("bext true peak", bext.maxTruePeak, "dBTP");
    text += line("bext max M", bext.maxMomentary, "LUFS");
    text += line("bext max S", bext.maxShortTerm, "LUFS");
  }
  for (const Marker& marker : metadata.markers) {
    const double start = static_cast<double>(marker.frame) / sampleRate;
    const std::string end =
        marker.length == 0 ? ""
                           : " to " + analysis::timeText({start + static_cast<double>(marker.length) / sampleRate}, 3);
    text += line("marker", analysis::timeText({start}, 3) + end + "  " + marker.name);
  }
  return text.empty() ? "  no metadata\n" : text;
}

void setMetadataField(Metadata& metadata, std::string_view name, std::string_view value) {
  std::string known;
  for (const Field& field : kFields) {
    if (field.name == name) {
      metadata.*field.member = value;
      return;
    }
    known += (known.empty() ? "" : ", ") + std::string(field.name);
  }
  for (const BroadcastField& field : kBroadcastFields) {
    if (field.name == name) {
      if (!metadata.broadcast) metadata.broadcast.emplace();
      (*metadata.broadcast).*field.member = value;
      return;
    }
    known += ", " + std::string(field.name);
  }
  throw Error(ErrorKind::Invalid, fmt::format("there is no field '{}'; there are {}", name, known));
}

}  // namespace lathe::cli
