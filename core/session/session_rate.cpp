// Rates from sources, and counting frames anew.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/session/session_rate.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "core/audio/error.h"
#include "core/dsp/resampler.h"

namespace lathe {
namespace {

bool countsFrames(const Track& track) { return !track.regions.empty() || !track.markers.empty(); }

bool countsFrames(const Session& session) {
  return std::ranges::any_of(session.tracks, [](const Track& track) { return countsFrames(track); });
}

int inRange(int rate) { return std::clamp(rate, kLowestSessionRate, kHighestSessionRate); }

/// Counts frames of one rate in frames of another; the nearest whole number, halves up.
class Recount {
 public:
  Recount(int from, int to) : from_(from), to_(to) {}

  std::uint64_t operator()(std::uint64_t frame) const { return Resampler::outputFrames(frame, from_, to_); }
  int from() const noexcept { return from_; }
  int to() const noexcept { return to_; }

 private:
  int from_;
  int to_;
};

/// True when nothing on the track begins in the frame where the region ends.
bool endsAlone(const Region& region, const std::vector<Region>& all) {
  const std::uint64_t end = region.position + region.length;
  return std::ranges::none_of(all, [&](const Region& other) { return other.position == end; });
}

/// Start and end are rounded on the track, not the length: regions that met still meet. The source is laid on the track
/// by one rounded shift, the same for all pieces of one recording that was cut: they run on without a jump.
Region recounted(const Region& region, const std::vector<Region>& all, const Recount& at) {
  Region after = region;
  const std::uint64_t end = region.position + region.length;
  after.position = at(region.position);
  after.start = region.position >= region.start
                    ? after.position - std::min(after.position, at(region.position - region.start))
                    : after.position + at(region.start - region.position);
  const std::uint64_t available = framesAt(at.to(), *region.source);
  after.start = std::min(after.start, available);
  after.length = std::min(at(end) - after.position, available - after.start);
  const bool playsToTheEnd = region.start + region.length == framesAt(at.from(), *region.source);
  if (playsToTheEnd && endsAlone(region, all)) after.length = available - after.start;
  if (region.length > 0 && after.length == 0 && after.start < available) after.length = 1;
  after.fadeIn.length = at(region.fadeIn.length);
  after.fadeOut.length = at(region.fadeOut.length);
  return after;
}

Track recounted(const Track& track, const Recount& at) {
  Track after = track;
  for (std::size_t i = 0; i < track.regions.size(); ++i)
    after.regions[i] = recounted(track.regions[i], track.regions, at);
  for (Marker& marker : after.markers) {
    const std::uint64_t end = at(marker.frame + marker.length);
    marker.frame = at(marker.frame);
    marker.length = end - marker.frame;
  }
  return after;
}

}  // namespace

int rateForNewTrack(const Session& session, const AudioSource& source) {
  if (session.sampleRate > 0) return session.sampleRate;
  return inRange(countsFrames(session) ? session.rate() : source.sampleRate);
}

Session withRate(Session session) {
  if (session.sampleRate == 0 && countsFrames(session)) session.sampleRate = inRange(session.rate());
  return session;
}

Session atRate(const Session& session, int rate) {
  if (rate < kLowestSessionRate || rate > kHighestSessionRate)
    throw Error(ErrorKind::Invalid, "a session's sample rate is from " + std::to_string(kLowestSessionRate) + " to " +
                                        std::to_string(kHighestSessionRate) + " Hz, not " + std::to_string(rate));
  Session converted = session;
  converted.sampleRate = rate;
  const Recount at(session.rate(), rate);
  for (Track& track : converted.tracks) track = recounted(track, at);
  return converted;
}

std::uint64_t framesAt(int rate, const AudioSource& source) noexcept {
  const auto seconds = source.frames / static_cast<std::uint64_t>(source.sampleRate);
  return seconds >= kMaxFrames / static_cast<std::uint64_t>(rate)
             ? kMaxFrames
             : Resampler::outputFrames(source.frames, source.sampleRate, rate);
}

bool fitsAt(const SessionSnapshot& session, int rate) {
  return std::ranges::all_of(session.tracks, [&](const TrackPtr& track) {
    return std::ranges::all_of(track->regions, [&](const Region& region) {
      if (region.source->sampleRate < 1) return false;
      const std::uint64_t available = framesAt(rate, *region.source);
      return region.start <= available && region.length <= available - region.start;
    });
  });
}

int firstRate(const SessionSnapshot& session) {
  for (const TrackPtr& track : session.tracks)
    for (const Region& region : track->regions)
      if (region.source && region.source->sampleRate > 0) return inRange(region.source->sampleRate);
  return 0;
}

namespace {

/// A whole file on a track says at which rate its frames were counted.
bool playsAWholeSourceAt(const SessionSnapshot& session, int rate) {
  return std::ranges::any_of(session.tracks, [&](const TrackPtr& track) {
    return std::ranges::any_of(track->regions, [&](const Region& region) {
      return region.source->sampleRate > 0 && region.start + region.length == framesAt(rate, *region.source);
    });
  });
}

}  // namespace

int recoveredRate(const SessionSnapshot& session, const std::vector<int>& likely) {
  if (std::ranges::none_of(session.tracks, [](const TrackPtr& track) { return countsFrames(*track); })) return 0;
  std::vector<int> rates = likely;
  std::set<int> ofSources;
  for (const TrackPtr& track : session.tracks)
    for (const Region& region : track->regions) ofSources.insert(inRange(region.source->sampleRate));
  rates.insert(rates.end(), ofSources.begin(), ofSources.end());
  const auto found = std::ranges::find_if(rates, [&](int rate) { return rate > 0 && fitsAt(session, rate); });
  if (found != rates.end()) return *found;
  for (const int usual : {44100, 48000, 88200, 96000, 176400, 192000})
    if (fitsAt(session, usual) && playsAWholeSourceAt(session, usual)) return usual;
  return 0;
}

}  // namespace lathe
