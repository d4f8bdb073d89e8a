// Which container gets which tags.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/delivery/loudness_tags.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "core/audio/error.h"
#include "core/audio/number_text.h"
#include "core/file/audio_file.h"
#include "core/file/metadata_edit.h"

namespace lathe::analysis {
namespace {

constexpr double kReplayGainReference = -18, kR128Reference = -23;

bool hasBroadcast(Container container) {
  return container == Container::Wav || container == Container::Rf64 || container == Container::W64;
}

bool hasTags(Container container) {
  return container == Container::Flac || container == Container::OggVorbis || container == Container::OggOpus ||
         container == Container::Mp3;
}

template <class Value>
std::optional<double> number(const std::optional<Value>& value) {
  return value ? std::optional(value->value) : std::nullopt;
}

std::vector<std::string> writeBroadcast(const std::filesystem::path& path, const FileInfo& info, const Measurement& m) {
  Metadata metadata = info.metadata;
  if (!metadata.broadcast) metadata.broadcast.emplace();
  BroadcastExtension& bext = *metadata.broadcast;
  bext.loudness = number(m.integrated);
  bext.loudnessRange = number(m.loudnessRange);
  bext.maxTruePeak = m.truePeak ? std::optional(m.truePeak->level.value) : std::nullopt;
  bext.maxMomentary = m.maxMomentary ? std::optional(m.maxMomentary->loudness.value) : std::nullopt;
  bext.maxShortTerm = m.maxShortTerm ? std::optional(m.maxShortTerm->loudness.value) : std::nullopt;
  writeMetadata(path, metadata);
  return {fmt::format("bext loudness {} LUFS", fixedText(m.integrated->value, 2))};
}

}  // namespace

std::string replayGainText(Lufs integrated) { return fixedText(kReplayGainReference - integrated.value, 2) + " dB"; }

std::string replayPeakText(double peak) { return fixedText(peak, 6); }

std::string r128GainText(Lufs integrated) {
  const double gain = std::round((kR128Reference - integrated.value) * 256);
  return std::to_string(static_cast<int>(std::clamp(gain, -32768.0, 32767.0)));
}

void checkTakesLoudness(const std::filesystem::path& path) {
  const Container container = describeFile(path).format.container;
  if (!hasBroadcast(container) && !hasTags(container))
    throw Error(ErrorKind::Unsupported,
                "'" + path.string() + "' is a " + std::string(containerName(container)) +
                    " file, which has no place for loudness; WAV, FLAC, Ogg Vorbis, Opus and MP3 have one");
}

std::vector<std::string> writeLoudnessTags(const std::filesystem::path& path, const Measurement& measurement,
                                           const std::optional<AlbumTagValues>& album) {
  checkTakesLoudness(path);
  if (!measurement.integrated)
    throw Error(ErrorKind::NotPossible,
                "'" + path.string() +
                    "' has no integrated loudness (it is silent or shorter than 0.4 s), so there is "
                    "none to be kept");
  const FileInfo info = describeFile(path);
  if (hasBroadcast(info.format.container)) return writeBroadcast(path, info, measurement);
  std::map<std::string, std::string> tags;
  std::vector<std::string> removed;
  if (info.format.container == Container::OggOpus) {
    tags["R128_TRACK_GAIN"] = r128GainText(*measurement.integrated);
    if (album) tags["R128_ALBUM_GAIN"] = r128GainText(album->integrated);
    removed = {"REPLAYGAIN_TRACK_GAIN", "REPLAYGAIN_TRACK_PEAK", "REPLAYGAIN_ALBUM_GAIN", "REPLAYGAIN_ALBUM_PEAK"};
  } else {
    tags["REPLAYGAIN_TRACK_GAIN"] = replayGainText(*measurement.integrated);
    tags["REPLAYGAIN_TRACK_PEAK"] = replayPeakText(measurement.truePeak ? toGain(measurement.truePeak->level) : 0);
    if (album) {
      tags["REPLAYGAIN_ALBUM_GAIN"] = replayGainText(album->integrated);
      tags["REPLAYGAIN_ALBUM_PEAK"] = replayPeakText(album->peak);
    }
  }
  writeTags(path, tags, removed);
  std::vector<std::string> lines;
  for (const auto& [name, text] : tags) lines.push_back(name + " " + text);
  return lines;
}

}  // namespace lathe::analysis
