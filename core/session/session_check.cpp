// Checking sessions part by part.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/session/session_check.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_set>
#include <utility>

#include "core/audio/error.h"
#include "core/audio/number_text.h"
#include "core/chain/chain_json.h"
#include "core/chain/live_chain.h"
#include "core/dsp/resampler.h"
#include "core/file/json_object.h"
#include "core/session/session_rate.h"

namespace lathe {
namespace {

constexpr std::uint64_t kLongestTrack = 360'000;  // seconds

[[noreturn]] void fail(const std::string& sentence) { throw Error(ErrorKind::Invalid, sentence); }

/// NaN is in no range.
void checkRange(double value, double lowest, double highest, const char* what, const char* unit) {
  if (!(value >= lowest && value <= highest))
    fail(fmt::format("{} should be from {} to {}{}, not {}", what, exactText(lowest), exactText(highest), unit,
                     exactText(value)));
}

void checkGain(Decibels gain) { checkRange(gain.value, -144, 48, "its gain", " dB"); }

/// A session file holds paths relative to itself; only these come back as they were.
bool isWholePath(const std::filesystem::path& path) {
  return path.is_absolute() && path == path.lexically_normal() && path.native().find('\0') == std::string::npos;
}

void checkSource(const AudioSource& source) {
  if (!isWholePath(source.path)) fail("the path of its source, " + source.path.string() + ", is not a full one");
  checkText(source.path.native(), "the name of its source");
  checkText(source.sha256, "the hash of its source");
  if (source.sampleRate < 1 || source.sampleRate > kHighestSourceRate || source.channels < 1 ||
      source.channels > kMostSourceChannels || source.frames > kMaxFrames)
    fail(fmt::format("its source {} has a sample rate of {} Hz, {} channels and {} frames, which no audio has",
                     source.path.string(), source.sampleRate, source.channels, source.frames));
}

void checkRegion(const Region& region, int rate) {
  if (!region.source) fail("it has no source");
  checkSource(*region.source);
  checkGain(region.gain);
  const std::uint64_t available = framesAt(rate, *region.source);
  if (region.start > available || region.length > available - region.start)
    fail(fmt::format("it plays {} frames from frame {} of {}, which has only {} at {} Hz", region.length, region.start,
                     region.source->path.string(), available, rate));
  const std::uint64_t longest = kLongestTrack * static_cast<std::uint64_t>(rate);
  if (region.position > longest || region.length > longest - region.position)
    fail(fmt::format("it ends more than {} hours after the track's start", kLongestTrack / 3600));
  if (region.fadeIn.length > kMaxFrames || region.fadeOut.length > kMaxFrames) fail("its fade is too long");
}

/// The reader's own words for a number or a text that it would refuse.
void checkSettings(const Settings& settings) {
  Settings again(settings.type());
  for (const Parameter& parameter : settings.type().parameters) again.set(parameter.id, settings.get(parameter.id));
  for (const TextParameter& parameter : settings.type().texts) {
    const std::string text = settings.text(parameter.id);
    if (text == parameter.standard) continue;
    again.setText(parameter.id, text);
    if (isPath(parameter, text) && !isWholePath(text))
      fail(settings.type().id + "." + parameter.id + " takes the full path of a file, not " + text);
  }
}

void checkStages(const Chain& chain) {
  checkChain(chain);
  for (const Stage& stage : chain.stages) {
    checkText(stage.label, "a stage's label");
    if (stage.range && !isValid(*stage.range)) fail("a stage's range starts at 0 s or later and ends after it starts");
    checkSettings(stage.settings);
  }
}

void checkTrack(const Track& track) {
  checkText(track.title, "its title");
  checkText(track.artist, "its artist");
  checkText(track.isrc, "its ISRC");
  checkGain(track.gain);
  checkRange(track.gap.value, 0, 3600, "its gap", " s");
  for (const Marker& marker : track.markers) {
    checkText(marker.name, "the name of its marker");
    if (marker.frame > kMaxFrames || marker.length > kMaxFrames)
      fail("its marker '" + marker.name + "' is too far away");
  }
  for (const SpectralEdit& edit : track.spectralEdits) {
    checkSpectralEdit(edit);
    checkText(edit.name, "the name of its spectral edit");
    checkSettings(edit.operation);
  }
  checkStages(track.chain);
}

void checkDelivery(const Delivery& delivery) {
  const FileFormat& format = delivery.format;
  if (!isWritable(format))
    fail(fmt::format("{} cannot be written as {} audio", containerName(format.container),
                     encodingName(format.encoding)));
  checkRange(format.quality, 0, 1, "its quality", "");
  checkRange(format.bitRate, 0, kHighestBitRate, "its bit rate", " kbit/s");
  checkSettings(delivery.conversion);
  for (const auto& [text, what] :
       {std::pair{&delivery.fileName, "its file name"}, std::pair{&delivery.artist, "its artist"},
        std::pair{&delivery.album, "its album"}, std::pair{&delivery.genre, "its genre"},
        std::pair{&delivery.year, "its year"}, std::pair{&delivery.copyright, "its copyright"}})
    checkText(*text, what);
  if (delivery.target) checkRange(delivery.target->value, -70, 10, "its target", " LUFS");
  if (delivery.ceiling) checkRange(delivery.ceiling->value, -20, 0, "its ceiling", " dBTP");
}

template <class Check>
void checkPart(const std::string& name, Check check) {
  try {
    check();
  } catch (const Error& error) {
    throw Error(error.kind(), name + ": " + error.what());
  }
}

void checkHead(const Session& head) {
  checkText(head.name, "the session's name");
  if (head.sampleRate != 0)
    checkRange(head.sampleRate, kLowestSessionRate, kHighestSessionRate, "the session's sample rate", " Hz");
  checkPart("the master chain", [&] { checkStages(head.masterChain); });
  checkPart("the delivery", [&] { checkDelivery(head.delivery); });
}

void checkTrackAt(std::size_t place, const Track& track, int rate) {
  checkPart(fmt::format("track {}", place + 1), [&] { checkTrack(track); });
  for (std::size_t r = 0; r < track.regions.size(); ++r)
    checkPart(fmt::format("track {}, region {}", place + 1, r + 1), [&] { checkRegion(track.regions[r], rate); });
}

}  // namespace

void checkText(const std::string& text, const std::string& what) {
  if (std::ranges::all_of(text, [](char c) { return static_cast<signed char>(c) >= 0; })) return;
  try {
    (void)Json(text).dump();
  } catch (const Json::exception&) {
    fail(what + " is not UTF-8, so a session cannot hold it; rename the file, or type the text anew");
  }
}

void checkSession(const Session& session) {
  checkHead(session);
  for (std::size_t t = 0; t < session.tracks.size(); ++t) checkTrackAt(t, session.tracks[t], session.rate());
}

void checkSession(const SessionSnapshot& session, const SessionSnapshot& checked) {
  if (session.head != checked.head) checkHead(*session.head);
  const int rate = session.head->sampleRate > 0 ? session.head->sampleRate : firstRate(session);
  const bool isSameRate = session.head->sampleRate == checked.head->sampleRate && session.head->sampleRate > 0;
  std::unordered_set<const Track*> known;
  if (isSameRate)
    for (const TrackPtr& track : checked.tracks) known.insert(track.get());
  for (std::size_t t = 0; t < session.tracks.size(); ++t)
    if (!known.contains(session.tracks[t].get())) checkTrackAt(t, *session.tracks[t], rate);
}

}  // namespace lathe
