// What each edit does to a copy of the session.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/session/edits.h"

#include <algorithm>

#include "core/audio/error.h"
#include "core/audio/number_text.h"
#include "core/chain/live_chain.h"
#include "core/session/session_rate.h"

namespace lathe {
namespace {

template <class List>
auto& at(List& list, std::size_t index, const char* what) {
  if (index < list.size()) return list[index];
  throw Error(ErrorKind::Invalid, "there is no " + std::string(what) + " " + std::to_string(index + 1) + "; there " +
                                      (list.size() == 1 ? "is 1" : "are " + std::to_string(list.size())));
}

template <class List>
void erase(List& list, std::size_t index, const char* what) {
  at(list, index, what);
  list.erase(list.begin() + static_cast<std::ptrdiff_t>(index));
}

template <class List>
void move(List& list, std::size_t from, std::size_t to, const char* what) {
  at(list, to, what);
  auto item = at(list, from, what);
  erase(list, from, what);
  list.insert(list.begin() + static_cast<std::ptrdiff_t>(to), std::move(item));
}

/// In the user's words; whatever else a session file would refuse, History does.
void checkRange(double value, double lowest, double highest, const char* what) {
  if (!(value >= lowest && value <= highest))
    throw Error(ErrorKind::Invalid, std::string(what) + " is from " + exactText(lowest) + " to " + exactText(highest) +
                                        ", not " + exactText(value));
}

/// An edit from a function that changes a session in place.
template <class Change>
Edit edit(std::string name, Change change) {
  return {std::move(name), [change](const Session& before) {
            Session after = before;
            change(after);
            return after;
          }};
}

template <class Change>
Edit editTrack(std::string name, std::size_t track, Change change) {
  return edit(std::move(name), [track, change](Session& session) { change(at(session.tracks, track, "track")); });
}

template <class Change>
Edit editChain(std::string name, ChainPlace place, Change change) {
  return edit(std::move(name), [place, change](Session& session) {
    Chain& chain = const_cast<Chain&>(chainAt(session, place));
    change(chain);
    checkChain(chain);
  });
}

}  // namespace

const Chain& chainAt(const Session& session, ChainPlace place) {
  return place.track == ChainPlace::kMaster ? session.masterChain : at(session.tracks, place.track, "track").chain;
}

Edit addTrack(Track track) {
  return edit("Add track " + track.title, [track](Session& session) {
    session.tracks.push_back(track);
    session = withRate(std::move(session));
  });
}

Edit removeTrack(std::size_t track) {
  return edit("Remove track", [track](Session& session) { erase(session.tracks, track, "track"); });
}

Edit moveTrack(std::size_t from, std::size_t to) {
  return edit("Move track", [from, to](Session& session) { move(session.tracks, from, to, "track"); });
}

Edit setTrackTitle(std::size_t track, std::string title) {
  return editTrack("Rename track", track, [title](Track& t) { t.title = title; });
}

Edit setTrackArtist(std::size_t track, std::string artist) {
  return editTrack("Set track artist", track, [artist](Track& t) { t.artist = artist; });
}

Edit setTrackIsrc(std::size_t track, std::string isrc) {
  return editTrack("Set ISRC", track, [isrc](Track& t) { t.isrc = isrc; });
}

Edit setTrackGain(std::size_t track, Decibels gain) {
  return editTrack("Set track gain", track, [gain](Track& t) {
    checkRange(gain.value, kLowestGain.value, kHighestGain.value, "a track's gain in dB");
    t.gain = gain;
  });
}

Edit setTrackGap(std::size_t track, Seconds gap) {
  return editTrack("Set gap", track, [gap](Track& t) {
    checkRange(gap.value, 0, 3600, "the gap before a track in seconds");
    t.gap = gap;
  });
}

Edit muteTrack(std::size_t track, bool isMuted) {
  return editTrack(isMuted ? "Mute track" : "Unmute track", track, [isMuted](Track& t) { t.isMuted = isMuted; });
}

Edit addMarker(std::size_t track, Marker marker) {
  return editTrack("Add marker", track, [marker](Track& t) {
    t.markers.insert(std::ranges::upper_bound(t.markers, marker.frame, {}, &Marker::frame), marker);
  });
}

Edit removeMarker(std::size_t track, std::size_t marker) {
  return editTrack("Remove marker", track, [marker](Track& t) { erase(t.markers, marker, "marker"); });
}

Edit addRegion(std::size_t track, Region region) {
  return edit("Add region", [track, region](Session& session) {
    checkRange(region.gain.value, kLowestGain.value, kHighestGain.value, "a region's gain in dB");
    at(session.tracks, track, "track").regions.push_back(region);
    session = withRate(std::move(session));
  });
}

Edit removeRegion(std::size_t track, std::size_t region) {
  return editTrack("Remove region", track, [region](Track& t) { erase(t.regions, region, "region"); });
}

Edit splitRegion(std::size_t track, std::size_t region, std::uint64_t frame) {
  return editTrack("Split region", track, [region, frame](Track& t) {
    Region& left = at(t.regions, region, "region");
    if (frame <= left.position || frame >= left.position + left.length)
      throw Error(ErrorKind::Invalid, "a region can only be split inside it");
    Region right = left;
    const std::uint64_t cut = frame - left.position;
    left.length = cut;
    left.fadeOut = {};
    right.start += cut;
    right.position = frame;
    right.length -= cut;
    right.fadeIn = {};
    t.regions.insert(t.regions.begin() + static_cast<std::ptrdiff_t>(region) + 1, right);
  });
}

namespace {

/// What is placed by time on a track moves with its sound when its start is cut off.
void cutStart(Track& track, Seconds by) {
  std::vector<SpectralEdit> kept;
  for (SpectralEdit& edit : track.spectralEdits)
    if (auto mask = shiftedBack(edit.mask, by)) {
      edit.mask = std::move(*mask);
      kept.push_back(std::move(edit));
    }
  track.spectralEdits = std::move(kept);
  std::erase_if(track.chain.stages, [&](const Stage& stage) { return stage.range && stage.range->end <= by; });
  for (Stage& stage : track.chain.stages)
    if (stage.range) stage.range = StageRange{std::max(0.0_s, stage.range->start - by), stage.range->end - by};
}

}  // namespace

Edit trimTrack(std::size_t track, std::uint64_t from, std::uint64_t to) {
  return edit("Trim track", [track, from, to](Session& session) {
    Track& t = at(session.tracks, track, "track");
    const std::uint64_t end = std::min(to, t.length());
    if (from >= end) throw Error(ErrorKind::Invalid, "nothing of the track '" + t.title + "' would be left");
    std::vector<Region> kept;
    for (Region region : t.regions) {
      const std::uint64_t first = std::max(region.position, from),
                          last = std::min(region.position + region.length, end);
      if (first >= last) continue;
      region.start += first - region.position;
      region.length = last - first;
      region.position = first - from;
      kept.push_back(std::move(region));
    }
    if (kept.empty())
      throw Error(ErrorKind::Invalid,
                  "there is only silence there; nothing of the track '" + t.title + "' would be left");
    t.regions = std::move(kept);
    cutStart(t, {static_cast<double>(from) / session.rate()});
    std::erase_if(t.markers, [&](const Marker& m) { return m.frame < from || m.frame >= end; });
    for (Marker& marker : t.markers) marker.frame -= from;
  });
}

Edit fadeTrackIn(std::size_t track, Fade fade) {
  return editTrack("Fade in", track, [fade](Track& t) {
    at(t.regions, 0, "region");
    std::ranges::min_element(t.regions, {}, &Region::position)->fadeIn = fade;
  });
}

Edit fadeTrackOut(std::size_t track, Fade fade) {
  return editTrack("Fade out", track, [fade](Track& t) {
    at(t.regions, 0, "region");
    std::ranges::max_element(t.regions, {}, [](const Region& r) { return r.position + r.length; })->fadeOut = fade;
  });
}

Edit insertStage(ChainPlace place, std::size_t index, Stage stage) {
  return editChain("Add " + stage.settings.type().name, place, [index, stage](Chain& chain) {
    if (index > chain.stages.size()) at(chain.stages, index, "stage");
    chain.stages.insert(chain.stages.begin() + static_cast<std::ptrdiff_t>(index), stage);
  });
}

Edit removeStage(ChainPlace place, std::size_t stage) {
  return editChain("Remove stage", place, [stage](Chain& chain) { erase(chain.stages, stage, "stage"); });
}

Edit moveStage(ChainPlace place, std::size_t from, std::size_t to) {
  return editChain("Move stage", place, [from, to](Chain& chain) { move(chain.stages, from, to, "stage"); });
}

Edit bypassStage(ChainPlace place, std::size_t stage, bool isBypassed) {
  return editChain(isBypassed ? "Bypass stage" : "Switch stage on", place,
                   [stage, isBypassed](Chain& chain) { at(chain.stages, stage, "stage").isBypassed = isBypassed; });
}

Edit setParameter(ChainPlace place, std::size_t stage, std::string parameter, std::string value) {
  return editChain("Set " + parameter + " to " + value, place, [stage, parameter, value](Chain& chain) {
    at(chain.stages, stage, "stage").settings.setText(parameter, value);
  });
}

Edit setStageRange(ChainPlace place, std::size_t stage, std::optional<StageRange> range) {
  return editChain(range ? "Limit stage to a range" : "Stage works everywhere", place, [stage, range](Chain& chain) {
    if (range && !isValid(*range))
      throw Error(ErrorKind::Invalid, "a stage's range starts at 0 s or later and ends after it starts");
    at(chain.stages, stage, "stage").range = range;
  });
}

Edit listenToRemoved(ChainPlace place, std::size_t stage, bool listens) {
  return editChain(listens ? "Listen to what a stage removes" : "Listen to what a stage leaves", place,
                   [stage, listens](Chain& chain) { at(chain.stages, stage, "stage").listensToRemoved = listens; });
}

Edit setChain(ChainPlace place, Chain chain) {
  return editChain("Replace chain", place, [chain](Chain& c) { c = chain; });
}

Edit setDelivery(Delivery delivery) {
  return edit("Change delivery", [delivery](Session& session) { session.delivery = delivery; });
}

Edit setSessionName(std::string name) {
  return edit("Rename session", [name](Session& session) { session.name = name; });
}

Edit relinkSource(const AudioSource& source, SourcePtr replacement) {
  return edit("Relink " + source.path.filename().string(), [source, replacement](Session& session) {
    if (replacement->frames != source.frames || replacement->sampleRate != source.sampleRate ||
        replacement->channels != source.channels)
      throw Error(ErrorKind::Invalid, replacement->path.string() + " has another length, rate or channel count than " +
                                          source.path.string() + " had, so it cannot take its place");
    for (Track& track : session.tracks)
      for (Region& region : track.regions)
        if (region.source && *region.source == source) region.source = replacement;
  });
}

Edit setSessionRate(int rate) {
  return {"Set sample rate to " + std::to_string(rate) + " Hz",
          [rate](const Session& before) { return atRate(before, rate); }};
}

}  // namespace lathe
