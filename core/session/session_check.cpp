// Checking sessions part by part.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/session/session_check.h"

#include <fmt/core.h>

#include "core/audio/error.h"
#include "core/audio/number_text.h"
#include "core/dsp/resampler.h"
#include "core/session/live_chain.h"

namespace lathe {
namespace {

constexpr std::uint64_t kMost = 1ull << 53;       // what every reader of JSON can hold exactly
constexpr std::uint64_t kLongestTrack = 360'000;  // seconds

[[noreturn]] void fail(const std::string& sentence) { throw Error(ErrorKind::Invalid, sentence); }

/// NaN is in no range.
void checkRange(double value, double lowest, double highest, const char* what, const char* unit) {
  if (!(value >= lowest && value <= highest))
    fail(fmt::format("{} should be from {} to {}{}, not {}", what, exactText(lowest), exactText(highest), unit,
                     exactText(value)));
}

void checkGain(Decibels gain) { checkRange(gain.value, -144, 48, "its gain", " dB"); }

/// Frames of a source at another rate, without overflow.
std::uint64_t framesAt(int rate, const AudioSource& source) {
  const auto seconds = source.frames / static_cast<std::uint64_t>(source.sampleRate);
  return seconds >= kMost / static_cast<std::uint64_t>(rate)
             ? kMost
             : Resampler::outputFrames(source.frames, source.sampleRate, rate);
}

void checkSource(const AudioSource& source) {
  if (source.sampleRate < 1 || source.channels < 1 || source.frames > kMost)
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
  if (region.fadeIn.length > kMost || region.fadeOut.length > kMost) fail("its fade is too long");
}

void checkTrack(const Track& track) {
  checkGain(track.gain);
  checkRange(track.gap.value, 0, 3600, "its gap", " s");
  for (const Marker& marker : track.markers)
    if (marker.frame > kMost || marker.length > kMost) fail("its marker '" + marker.name + "' is too far away");
  for (const SpectralEdit& edit : track.spectralEdits) checkSpectralEdit(edit);
  checkChain(track.chain);
}

void checkDelivery(const Delivery& delivery) {
  const FileFormat& format = delivery.format;
  if (!isWritable(format))
    fail(fmt::format("{} cannot be written as {} audio", containerName(format.container),
                     encodingName(format.encoding)));
  checkRange(format.quality, 0, 1, "its quality", "");
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

}  // namespace

void checkSession(const Session& session) {
  if (session.sampleRate != 0) checkRange(session.sampleRate, 8000, 384'000, "the session's sample rate", " Hz, or 0");
  const int rate = session.rate();
  for (std::size_t t = 0; t < session.tracks.size(); ++t) {
    const Track& track = session.tracks[t];
    checkPart(fmt::format("track {}", t + 1), [&] { checkTrack(track); });
    for (std::size_t r = 0; r < track.regions.size(); ++r)
      checkPart(fmt::format("track {}, region {}", t + 1, r + 1), [&] { checkRegion(track.regions[r], rate); });
  }
  checkPart("the master chain", [&] { checkChain(session.masterChain); });
  checkPart("the delivery", [&] { checkDelivery(session.delivery); });
}

}  // namespace lathe
