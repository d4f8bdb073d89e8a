// Where loudness, peaks and levels lie beyond their limits.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/compliance/moments.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "analysis/loudness/loudness_gate.h"
#include "core/audio/exact_math.h"

namespace lathe::analysis {
namespace {

constexpr int kMomentaryBins = 40, kShortTermBins = 300;
constexpr double kMerge = 0.05;    ///< seconds between moments of one channel that are told as one
constexpr double kGateBelow = 20;  ///< LU under the programme, where quiet is not what made it too quiet
constexpr double kAbsoluteGate = -70;

/// Joins what lies close together, channel by channel, and sorts by time. `isWorse(a, b)`: a is further out than b.
std::vector<Moment> merged(std::vector<Moment> moments, const std::function<bool(double, double)>& isWorse) {
  std::ranges::stable_sort(moments, [](const Moment& a, const Moment& b) {
    return a.channel != b.channel ? a.channel < b.channel : a.start < b.start;
  });
  std::vector<Moment> joined;
  for (const Moment& moment : moments) {
    Moment* last = joined.empty() ? nullptr : &joined.back();
    if (!last || last->channel != moment.channel || moment.start.value > last->end.value + kMerge) {
      joined.push_back(moment);
      continue;
    }
    last->end = std::max(last->end, moment.end);
    if (isWorse(moment.worst, last->worst)) {
      last->worst = moment.worst;
      last->worstTime = moment.worstTime;
    }
  }
  std::ranges::stable_sort(joined, {}, &Moment::start);
  return joined;
}

/// Runs of values for which `isOut` holds; value i is shown at time(i) and stands for the time since time(i - 1).
template <class Time>
std::vector<Moment> runs(std::span<const double> values, Time time, const std::function<bool(double)>& isOut,
                         const std::function<bool(double, double)>& isWorse) {
  std::vector<Moment> found;
  bool isOpen = false;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!isOut(values[i])) {
      isOpen = false;
      continue;
    }
    if (!isOpen) found.push_back({time(i), time(i), -1, values[i], time(i)});
    isOpen = true;
    Moment& moment = found.back();
    moment.end = time(i);
    if (isWorse(values[i], moment.worst)) {
      moment.worst = values[i];
      moment.worstTime = time(i);
    }
  }
  return merged(std::move(found), isWorse);
}

bool isHigher(double a, double b) { return a > b; }
bool isLower(double a, double b) { return a < b; }

/// Loudness of the windows that end every 10 ms, from their first complete one on.
std::vector<Moment> loudnessRuns(const Evidence& evidence, int bins, const std::function<bool(double)>& isOut,
                                 bool upwards) {
  const TimeGrid grid{evidence.measurement.format.sampleRate};
  std::vector<double> values = windowMeanSquares(evidence.bins, grid, bins);
  for (double& value : values) value = toLoudness(value).value;
  return runs(
      values, [&](std::size_t i) { return grid.time(i + static_cast<std::size_t>(bins)); }, isOut,
      upwards ? isHigher : isLower);
}

/// The short-term windows that lie on the side of the limits on which the whole lies.
std::vector<Moment> programmeRuns(const Evidence& evidence, double whole, const Limits& limits) {
  if (limits.highest && whole > *limits.highest)
    return loudnessRuns(
        evidence, kShortTermBins, [&](double v) { return v > *limits.highest; }, true);
  if (!limits.lowest || !(whole < *limits.lowest)) return {};
  const double gate = std::max(kAbsoluteGate, whole - kGateBelow);
  return loudnessRuns(
      evidence, kShortTermBins, [&](double v) { return v < *limits.lowest && v > gate; }, false);
}

std::vector<Moment> rmsRuns(const Evidence& evidence, double whole, const Limits& limits) {
  const LevelTrack& track = evidence.levels;
  std::vector<double> levels;
  double sum = 0, frames = 0;
  const auto add = [&](std::size_t bin, double sign) {
    for (const auto& channel : track.channels) sum += sign * static_cast<double>(channel[bin].squares);
    frames += sign * static_cast<double>(track.length(bin) * track.channels.size());
  };
  for (std::size_t bin = 0; bin < track.bins(); ++bin) {
    add(bin, 1);
    if (bin + 1 < kShortTermBins) continue;
    levels.push_back(toDecibels(std::sqrt(std::max(sum, 0.0) / frames)).value);
    add(bin + 1 - kShortTermBins, -1);
  }
  const auto time = [&](std::size_t i) { return track.time(i + kShortTermBins); };
  if (limits.highest && whole > *limits.highest)
    return runs(
        levels, time, [&](double v) { return v > *limits.highest; }, isHigher);
  if (limits.lowest && whole < *limits.lowest)
    return runs(
        levels, time, [&](double v) { return v < *limits.lowest && v > whole - kGateBelow; }, isLower);
  return {};
}

std::vector<Moment> leqRuns(const Evidence& evidence, double highest) {
  if (!evidence.leqM) return {};
  const LeqM& leq = *evidence.leqM;
  const auto length = static_cast<std::size_t>(std::max(1.0, std::round(1 / leq.step.value)));
  std::vector<double> levels;
  for (std::size_t i = length; i <= leq.energies.size(); ++i) {
    double sum = 0;
    for (std::size_t j = i - length; j < i; ++j) sum += leq.energies[j];
    levels.push_back(sum > 0 ? 10 * exact::log10(sum / static_cast<double>(length)) : -200);
  }
  // A window of the spectrum reaches back half its length, and over the end of the signal.
  const auto time = [&](std::size_t i) {
    return Seconds{
        std::min(leq.step.value * (static_cast<double>(i + length) - 0.5), evidence.measurement.duration.value)};
  };
  return runs(
      levels, time, [&](double v) { return v > highest; }, isHigher);
}

std::vector<Moment> truePeakOvers(const Evidence& evidence, double highest) {
  std::vector<Moment> found;
  for (const PeakOver& over : evidence.measurement.overs ? evidence.measurement.overs->listed : std::vector<PeakOver>{})
    if (over.level.value > highest)
      found.push_back({over.start, over.start + over.length, over.channel, over.level.value, over.time});
  // The figure itself is looked at more closely than the list of overs.
  if (const auto& peak = evidence.measurement.truePeak; found.empty() && peak)
    found.push_back({peak->time, peak->time, peak->channel, peak->level.value, peak->time});
  return merged(std::move(found), isHigher);
}

std::vector<Moment> samplePeakOvers(const Evidence& evidence, double highest) {
  const LevelTrack& track = evidence.levels;
  const double limit = toGain(Decibels{highest});
  std::vector<Moment> found;
  for (std::size_t c = 0; c < track.channels.size(); ++c)
    for (std::size_t bin = 0; bin < track.bins(); ++bin)
      if (const double peak = static_cast<double>(track.channels[c][bin].peak); peak > limit)
        found.push_back(
            {track.time(bin), track.time(bin + 1), static_cast<int>(c), toDecibels(peak).value, track.time(bin)});
  return merged(std::move(found), isHigher);
}

std::vector<Moment> clippedRuns(const Evidence& evidence) {
  const Measurement& m = evidence.measurement;
  std::vector<Moment> found;
  for (std::size_t c = 0; c < m.channels.size(); ++c)
    for (const FlatRun& run : m.channels[c].clipped.first) {
      const Seconds time{static_cast<double>(run.start) / m.format.sampleRate};
      const Seconds end{static_cast<double>(run.start + run.length) / m.format.sampleRate};
      found.push_back(
          {time, end, static_cast<int>(c), toDecibels(std::abs(static_cast<double>(run.level))).value, time});
    }
  return merged(std::move(found), isHigher);
}

std::vector<Moment> noiseFloor(const Evidence& evidence, double highest) {
  const auto floor = noiseFloorOf(evidence.levels);
  if (!floor || floor->level.value <= highest) return {};
  return {{floor->start, floor->end, -1, floor->level.value, floor->start}};
}

std::vector<Moment> edge(const Evidence& evidence, bool isHead) {
  const EdgeSilence edges = edgeSilenceOf(evidence.levels, kEdgeSilence);
  const Seconds end = evidence.measurement.duration;
  if (isHead) return {{Seconds{0}, edges.head, -1, edges.head.value, edges.head}};
  return {{end - edges.tail, end, -1, edges.tail.value, end - edges.tail}};
}

std::vector<Moment> lowestCorrelation(const Measurement& m) {
  if (!m.correlation || !m.correlation->minimum) return {};
  const Seconds time = m.correlation->minimumTime;
  return {{Seconds{std::max(0.0, time.value - 0.4)}, time, -1, *m.correlation->minimum, time}};
}

}  // namespace

std::vector<Moment> momentsOf(Measure measure, const Evidence& evidence, const Limits& limits) {
  const auto whole = valueOf(measure, evidence);
  const bool isTooHigh = whole && limits.highest && *whole > *limits.highest;
  switch (measure) {
    case Measure::MaxMomentary:
    case Measure::MaxShortTerm:
      if (!isTooHigh) return {};
      return loudnessRuns(
          evidence, measure == Measure::MaxMomentary ? kMomentaryBins : kShortTermBins,
          [&](double v) { return v > *limits.highest; }, true);
    case Measure::Integrated:
    case Measure::Dialogue:
    case Measure::Anchor:
      return whole ? programmeRuns(evidence, *whole, limits) : std::vector<Moment>{};
    case Measure::Rms:
      return whole ? rmsRuns(evidence, *whole, limits) : std::vector<Moment>{};
    case Measure::LeqM:
      return isTooHigh ? leqRuns(evidence, *limits.highest) : std::vector<Moment>{};
    case Measure::TruePeak:
      return isTooHigh ? truePeakOvers(evidence, *limits.highest) : std::vector<Moment>{};
    case Measure::SamplePeak:
      return isTooHigh ? samplePeakOvers(evidence, *limits.highest) : std::vector<Moment>{};
    case Measure::ClippedRuns:
      return isTooHigh ? clippedRuns(evidence) : std::vector<Moment>{};
    case Measure::NoiseFloor:
      return isTooHigh ? noiseFloor(evidence, *limits.highest) : std::vector<Moment>{};
    case Measure::HeadSilence:
      return edge(evidence, true);
    case Measure::TailSilence:
      return edge(evidence, false);
    case Measure::LowestCorrelation:
      return lowestCorrelation(evidence.measurement);
    default:
      return {};
  }
}

}  // namespace lathe::analysis
