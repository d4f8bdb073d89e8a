// Sessions: lengths, rates and the tracks that files become.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/session/session.h"

#include <algorithm>

#include "core/dsp/resampler.h"
#include "core/file/audio_file.h"
#include "core/file/content_hash.h"

namespace lathe {

bool operator==(const Region& a, const Region& b) {
  const bool isSameSource = a.source == b.source || (a.source && b.source && *a.source == *b.source);
  return isSameSource && a.start == b.start && a.length == b.length && a.position == b.position && a.gain == b.gain &&
         a.fadeIn == b.fadeIn && a.fadeOut == b.fadeOut && a.unknown == b.unknown;
}

std::uint64_t Track::length() const noexcept {
  std::uint64_t end = 0;
  for (const Region& region : regions) end = std::max(end, region.position + region.length);
  return end;
}

int Session::rate() const noexcept {
  if (sampleRate > 0) return sampleRate;
  for (const Track& track : tracks)
    for (const Region& region : track.regions)
      if (region.source && region.source->sampleRate > 0) return region.source->sampleRate;
  return 44100;
}

SourcePtr makeSource(const std::filesystem::path& path, bool isHashed) {
  const FileInfo info = describeFile(path);
  return std::make_shared<AudioSource>(AudioSource{std::filesystem::weakly_canonical(std::filesystem::absolute(path)),
                                                   isHashed ? sha256OfFile(path) : "", info.audio.sampleRate,
                                                   info.audio.channels(), info.frames});
}

Track trackOf(const SourcePtr& source, int sessionRate) {
  const Metadata metadata = describeFile(source->path).metadata;
  Track track;
  track.title = metadata.title.empty() ? source->path.stem().string() : metadata.title;
  track.artist = metadata.artist;
  track.isrc = metadata.isrc;
  Region region;
  region.source = source;
  region.length = Resampler::outputFrames(source->frames, source->sampleRate, sessionRate);
  track.regions.push_back(std::move(region));
  for (Marker marker : metadata.markers) {
    marker.frame = Resampler::outputFrames(marker.frame, source->sampleRate, sessionRate);
    marker.length = Resampler::outputFrames(marker.length, source->sampleRate, sessionRate);
    track.markers.push_back(std::move(marker));
  }
  return track;
}

std::vector<SourcePtr> sourcesOf(const Session& session) {
  std::vector<SourcePtr> sources;
  for (const Track& track : session.tracks)
    for (const Region& region : track.regions)
      if (region.source && std::ranges::none_of(sources, [&](const SourcePtr& s) { return *s == *region.source; }))
        sources.push_back(region.source);
  return sources;
}

}  // namespace lathe
