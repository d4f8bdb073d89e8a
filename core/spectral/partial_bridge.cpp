// Matching by where frequencies head, and a bank of oscillators.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/partial_bridge.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/audio/exact_math.h"
#include "core/dsp/window.h"

namespace lathe {
namespace {

constexpr double kTurn = 2 * std::numbers::pi;
constexpr double kNearBins = 1.5;         // that two sides of a partial may miss each other by, in the gap's middle
constexpr double kNearShare = 0.02;       // or this share of the frequency
constexpr double kLevelNear = 3;          // of the amplitude's logarithm: 26 dB
constexpr double kMostGlideShare = 0.05;  // of the frequency, that is believed of a glide up to the middle

/// Adds a stretch of a sinusoid between two points whose phases are unwrapped, at the whole samples in [from, to) of
/// its own times: cubic phase, level on a straight line.
void addSegment(const PartialPoint& a, const PartialPoint& b, std::span<double> out) {
  const double length = b.time - a.time;
  if (!(length > 0)) return;
  // theta(t) = phase + frequency t + alpha t^2 + beta t^3 with the phase and the frequency of b at its end.
  const double miss = b.phase - a.phase - a.frequency * length, bend = (b.frequency - a.frequency) * length;
  const double alpha = (3 * miss - bend) / (length * length), beta = (bend - 2 * miss) / (length * length * length);
  const double growth = exact::log(b.amplitude / a.amplitude) / length;
  const auto first = static_cast<std::ptrdiff_t>(std::ceil(std::max(0.0, a.time)));
  const auto last = std::min<std::ptrdiff_t>(std::ssize(out), static_cast<std::ptrdiff_t>(std::ceil(b.time)));
  for (std::ptrdiff_t n = first; n < last; ++n) {
    const double t = static_cast<double>(n) - a.time;
    out[static_cast<std::size_t>(n)] +=
        a.amplitude * exact::exp(growth * t) * exact::cos(a.phase + t * (a.frequency + t * (alpha + t * beta)));
  }
}

/// Adds a track as it was heard, from its oldest point to the edge. Times are those of `out`.
void addHeard(const PartialTrack& track, std::span<double> out) {
  PartialPoint last = track.edge;
  for (const PartialPoint& point : track.points) {
    if (point.time < last.time)
      addSegment(point, last, out);
    else
      addSegment(last, point, out);
    last = point;
  }
}

/// The phase of `b` moved by whole turns to where both frequencies say that it should be.
PartialPoint unwrapped(const PartialPoint& a, PartialPoint b) {
  const double expected = a.phase + 0.5 * (a.frequency + b.frequency) * (b.time - a.time);
  b.phase += kTurn * std::round((expected - b.phase) / kTurn);
  return b;
}

/// Where a track's frequency will be `distance` samples beyond its edge (below 0: before it).
double frequencyBeyond(const PartialTrack& track, double distance) {
  const double most = kMostGlideShare * track.edge.frequency;
  return track.edge.frequency + std::clamp(track.glide * distance, -most, most);
}

struct Match {
  std::size_t before, behind;
  double cost;
};

std::vector<Match> matched(const std::vector<PartialTrack>& before, const std::vector<PartialTrack>& behind, double gap,
                           double perBin) {
  std::vector<Match> all, kept;
  for (std::size_t i = 0; i < before.size(); ++i)
    for (std::size_t j = 0; j < behind.size(); ++j) {
      const double a = frequencyBeyond(before[i], gap / 2), b = frequencyBeyond(behind[j], -gap / 2);
      const double near = std::max(kNearBins * perBin, kNearShare * a);
      const double level = std::abs(exact::log(before[i].edge.amplitude / behind[j].edge.amplitude)) / kLevelNear;
      const double cost = std::abs(a - b) / near + 0.5 * level;
      if (std::abs(a - b) < near && level < 1) all.push_back({i, j, cost});
    }
  std::ranges::stable_sort(all, {}, &Match::cost);
  std::vector<bool> isTaken(before.size()), isTakenBehind(behind.size());
  for (const Match& match : all) {
    if (isTaken[match.before] || isTakenBehind[match.behind]) continue;
    isTaken[match.before] = isTakenBehind[match.behind] = true;
    kept.push_back(match);
  }
  return kept;
}

/// A track without another side: on with its frequency, fading along a raised cosine over the gap.
void addFading(const PartialPoint& edge, double growth, double length, bool isForward, std::span<double> out) {
  const auto first = static_cast<std::ptrdiff_t>(std::ceil(isForward ? edge.time : edge.time - length));
  const auto last = static_cast<std::ptrdiff_t>(std::ceil(isForward ? edge.time + length : edge.time));
  for (std::ptrdiff_t n = std::max<std::ptrdiff_t>(0, first); n < std::min<std::ptrdiff_t>(std::ssize(out), last);
       ++n) {
    const double t = static_cast<double>(n) - edge.time;
    const double fade = raisedCosine(1 - std::abs(t) / length);
    out[static_cast<std::size_t>(n)] +=
        fade * edge.amplitude * exact::exp(std::min(0.0, growth * t)) * exact::cos(edge.phase + edge.frequency * t);
  }
}

void moveBy(std::vector<PartialTrack>& tracks, double samples) {
  for (PartialTrack& track : tracks) {
    track.edge.time += samples;
    for (PartialPoint& point : track.points) point.time += samples;
  }
}

}  // namespace

std::vector<double> bridgedPartials(std::span<const double> sound, std::size_t first, std::size_t last, std::size_t low,
                                    std::size_t high, const PartialOptions& options) {
  std::vector<PartialTrack> before = partialsAtEnd(sound.subspan(low, first - low), options),
                            behind = partialsAtStart(sound.subspan(last, high - last), options);
  moveBy(before, static_cast<double>(low));
  moveBy(behind, static_cast<double>(last));
  std::vector<double> out(sound.size());
  for (const PartialTrack& track : before) addHeard(track, out);
  for (const PartialTrack& track : behind) addHeard(track, out);
  const double gap = static_cast<double>(last - first);
  std::vector<bool> isJoined(before.size()), isJoinedBehind(behind.size());
  for (const Match& match : matched(before, behind, gap, kTurn / static_cast<double>(options.window))) {
    const PartialPoint& a = before[match.before].edge;
    addSegment(a, unwrapped(a, behind[match.behind].edge), out);
    isJoined[match.before] = isJoinedBehind[match.behind] = true;
  }
  for (std::size_t i = 0; i < before.size(); ++i)
    if (!isJoined[i]) addFading(before[i].edge, before[i].growth, gap, true, out);
  for (std::size_t j = 0; j < behind.size(); ++j)
    if (!isJoinedBehind[j]) addFading(behind[j].edge, behind[j].growth, gap, false, out);
  return out;
}

}  // namespace lathe
