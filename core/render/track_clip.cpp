// Adding up the regions of a track.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/render/track_clip.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/audio/error.h"
#include "core/audio/exact_math.h"
#include "core/dsp/resampled_clip.h"
#include "core/dsp/window.h"

namespace lathe {
namespace {

constexpr std::uint64_t kLongestTrack = std::uint64_t{1} << 48;  ///< frames; sums of two stay far from the type's end

bool hasFades(const Region& region) { return region.fadeIn.length > 0 || region.fadeOut.length > 0; }

void applyGain(const Region& region, double gain, std::uint64_t first, AudioView block) {
  if (gain == 1 && !hasFades(region)) return;
  for (std::size_t i = 0; i < block.frames(); ++i) {
    const auto at = static_cast<double>(first + i) + 0.5;
    const double factor =
        gain * fadeGain(region.fadeIn, at) * fadeGain(region.fadeOut, static_cast<double>(region.length) - at);
    for (int c = 0; c < block.channels(); ++c) block[c][i] = static_cast<float>(block[c][i] * factor);
  }
}

}  // namespace

double fadeGain(const Fade& fade, double done) noexcept {
  if (fade.length == 0 || done >= static_cast<double>(fade.length)) return 1;
  const double share = std::max(0.0, done / static_cast<double>(fade.length));
  switch (fade.curve) {
    case FadeCurve::Linear:
      return share;
    case FadeCurve::EqualPower:
      return exact::sin(share * std::numbers::pi / 2);
    case FadeCurve::SCurve:
      break;
  }
  return raisedCosine(share);
}

TrackClip::TrackClip(const Track& track, int sampleRate, const OpenSource& open) : frames_(track.length()) {
  if (track.regions.empty()) throw Error(ErrorKind::Invalid, "the track '" + track.title + "' has no audio");
  for (const Region& region : track.regions) {
    if (region.position > kLongestTrack || region.length > kLongestTrack)
      throw Error(ErrorKind::Invalid,
                  "a region of the track '" + track.title + "' lies too far out; move or shorten it");
    ClipPtr clip = open(*region.source);
    if (clip->format().sampleRate != sampleRate) {
      clip = std::make_shared<ResampledClip>(clip, sampleRate);
      isConverted_ = true;
    }
    if (region.start > clip->frames() || region.length > clip->frames() - region.start)
      throw Error(ErrorKind::Invalid, "a region of the track '" + track.title + "' goes beyond the end of " +
                                          region.source->path.string() + "; shorten it");
    if (clip->format().channels() > format_.channels() || parts_.empty()) format_ = clip->format();
    parts_.push_back({region, std::move(clip), toGain(track.gain) * toGain(region.gain)});
  }
  for (const Part& part : parts_)
    if (part.clip->format().layout != format_.layout && part.clip->format().channels() != 1)
      throw Error(ErrorKind::Invalid, "the track '" + track.title + "' mixes files of " + format_.layout.name() +
                                          " and " + part.clip->format().layout.name() +
                                          "; put them on tracks of their own");
}

ClipPtr TrackClip::onlySource() const {
  const Part& part = parts_.front();
  const bool isWhole = parts_.size() == 1 && part.region.position == 0 && part.gain == 1 && !hasFades(part.region) &&
                       part.clip->format().channels() == format_.channels();
  return isWhole && !isConverted_ ? part.clip : nullptr;
}

void TrackClip::add(const Part& part, std::uint64_t start, AudioView out) const {
  const Region& region = part.region;
  const std::uint64_t first = std::max(start, region.position);
  const std::uint64_t last = std::min(start + out.frames(), region.position + region.length);
  if (first >= last) return;
  AudioBuffer samples(part.clip->format().channels(), static_cast<std::size_t>(last - first));
  part.clip->read(region.start + (first - region.position), samples.view());
  applyGain(region, part.gain, first - region.position, samples.view());
  const AudioView place = out.slice(static_cast<std::size_t>(first - start), samples.frames());
  for (int c = 0; c < out.channels(); ++c)
    std::ranges::transform(place[c], samples[samples.channels() == 1 ? 0 : c], place[c].begin(), std::plus());
}

void TrackClip::read(std::uint64_t start, AudioView out) const {
  clear(out);
  for (const Part& part : parts_) add(part, start, out);
}

}  // namespace lathe
