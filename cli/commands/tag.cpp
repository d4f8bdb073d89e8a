// `lathe tag`: shows or changes the metadata of a file without touching its audio.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "analysis/delivery/loudness_tags.h"
#include "cli/options/commands.h"
#include "cli/support/metadata_text.h"
#include "core/audio/number_text.h"
#include "core/file/audio_file.h"
#include "core/file/metadata_edit.h"
#include "core/file/metadata_store.h"
#include "core/file/write_lock.h"

namespace lathe::cli {
namespace {

struct Assignment {
  std::string name, value;
};

Assignment parse(const std::string& text, const char* form) {
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals == 0)
    throw Error(ErrorKind::Invalid, fmt::format("'{}' should have the form {}", text, form));
  return {text.substr(0, equals), text.substr(equals + 1)};
}

Marker parseMarker(const std::string& text, const FileInfo& info) {
  const auto [time, name] = parse(text, "SECONDS=NAME");
  const auto seconds = parseNumber(time);
  const double length = static_cast<double>(info.frames) / info.audio.sampleRate;
  if (!seconds || !(*seconds >= 0 && *seconds <= length))
    throw Error(ErrorKind::Invalid,
                fmt::format("a marker's time is between 0 and {} seconds, the length of {}, not '{}'",
                            fixedText(length, 3), info.path.string(), time));
  return {static_cast<std::uint64_t>(std::llround(*seconds * info.audio.sampleRate)), 0, name};
}

analysis::Measurement measured(const std::filesystem::path& path, const Context& context) {
  analysis::checkTakesLoudness(path);
  const auto progress = context.progress();
  return analysis::measureClip(
      *openClip(path), [&](double fraction) { progress.at(fraction, "measuring"); }, context.stop);
}

}  // namespace

int runTag(const TagOptions& options, Context& context) {
  const bool changes =
      !options.fields.empty() || !options.markers.empty() || options.clearsMarkers || options.writesLoudness;
  std::optional<WriteLock> lock;  // what another one writes meanwhile is not undone
  if (changes) lock.emplace(options.file);
  const FileInfo info = describeFile(options.file);
  Metadata metadata = info.metadata;
  for (const std::string& field : options.fields) {
    const auto [name, value] = parse(field, "FIELD=VALUE");
    setMetadataField(metadata, name, value);
  }
  if (options.clearsMarkers) metadata.markers.clear();
  for (const std::string& marker : options.markers) metadata.markers.push_back(parseMarker(marker, info));
  std::ranges::stable_sort(metadata.markers, {}, &Marker::frame);

  const auto measurement = options.writesLoudness ? std::optional(measured(options.file, context)) : std::nullopt;
  for (const std::string& lost : lostMetadata(metadata, info.format.container)) context.console.warning(lost);
  if (metadata != info.metadata) {
    writeMetadata(options.file, metadata);
    lock.reset();  // it lies on the file that has just been replaced; what follows reads the new one afresh
    lock.emplace(options.file);
  }
  if (measurement) {
    for (const std::string& line : analysis::writeLoudnessTags(options.file, *measurement)) context.console.note(line);
    metadata = describeFile(options.file).metadata;
  }
  context.console.result(metadataText(metadata, info.audio.sampleRate));
  return kDone;
}

}  // namespace lathe::cli
