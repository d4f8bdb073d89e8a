// What gain, and what limiting, would make a signal pass; and what services do to it by themselves.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/compliance/verdict.h"
#include "core/audio/number_text.h"

namespace lathe::analysis {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kExact = 1e-9;

/// Gains that a rule allows.
struct Interval {
  double from = -kInfinity, to = kInfinity;

  bool isEmpty() const { return from > to + kExact; }
  Interval with(const Interval& other) const { return {std::max(from, other.from), std::min(to, other.to)}; }
};

Interval gainsOf(const Rule& rule, double value) {
  Interval gains;
  if (const auto lowest = rule.lowestAllowed()) gains.from = *lowest - value;
  if (const auto highest = rule.highestAllowed()) gains.to = *highest - value;
  return gains;
}

bool counts(const RuleVerdict& verdict, bool includesAdvised) {
  const bool isJudged =
      verdict.outcome == Outcome::Pass || verdict.outcome == Outcome::Fail || verdict.outcome == Outcome::Warning;
  return isJudged && verdict.measured && std::isfinite(*verdict.measured) && movesWithGain(verdict.rule.measure) &&
         (verdict.rule.severity == Severity::Required || includesAdvised);
}

struct Wish {
  Interval loudness;             ///< what all but the peak rules allow
  Interval peaks;                ///< what the peak rules allow
  std::optional<double> target;  ///< the gain that a target asks for
};

Wish wishOf(const std::vector<RuleVerdict>& rules, bool includesAdvised) {
  Wish wish;
  for (const RuleVerdict& verdict : rules) {
    if (!counts(verdict, includesAdvised)) continue;
    const Interval gains = gainsOf(verdict.rule, *verdict.measured);
    const bool isPeak = infoOf(verdict.rule.measure).kind == MeasureKind::Peak;
    (isPeak ? wish.peaks : wish.loudness) = (isPeak ? wish.peaks : wish.loudness).with(gains);
    if (verdict.rule.target && !wish.target) wish.target = *verdict.rule.target - *verdict.measured;
  }
  return wish;
}

/// The gain of the interval that is nearest to what is wanted: the target's, or none at all; where there is no target,
/// a hundredth of a dB inside of the interval, for rounding.
double nearest(const Interval& gains, const std::optional<double>& target) {
  constexpr double kInside = 0.01;
  const double wanted = target.value_or(0);
  if (wanted >= gains.from && wanted <= gains.to) return wanted;
  const double room = gains.to - gains.from > 4 * kInside ? kInside : 0;
  return std::clamp(wanted, std::min(gains.from + room, gains.to), std::max(gains.to - room, gains.from));
}

std::string signedText(double value) { return (value > 0 ? "+" : "") + fixedText(value, 2); }

/// Missed rules that neither gain nor a limiter mends.
std::vector<std::string> otherFaults(const std::vector<RuleVerdict>& rules) {
  std::vector<std::string> faults;
  for (const RuleVerdict& verdict : rules)
    if (verdict.outcome == Outcome::Fail && !movesWithGain(verdict.rule.measure))
      faults.push_back(fmt::format("{} is {} and should be {}", infoOf(verdict.rule.measure).name, verdict.measuredText,
                                   verdict.limit));
  return faults;
}

std::string joined(const std::vector<std::string>& sentences) {
  std::string all;
  for (const std::string& one : sentences) all += (all.empty() ? "" : "; ") + one;
  return all;
}

std::string gainText(const Remedy& remedy) {
  if (remedy.kind == Remedy::Kind::GainAndLimiter)
    return fmt::format("{} dB of gain and a limiter at {} dBTP, which takes {} dB off the highest peak",
                       signedText(remedy.gain.value), fixedText(remedy.ceiling->value, 2),
                       fixedText(remedy.peakReduction.value, 2));
  return fmt::format("{} dB of gain", signedText(remedy.gain.value));
}

bool isMendedByLevel(const std::vector<RuleVerdict>& rules) {
  return std::ranges::any_of(rules, [](const RuleVerdict& verdict) {
    return verdict.outcome == Outcome::Fail && movesWithGain(verdict.rule.measure);
  });
}

/// Sets kind, gain and ceiling; false when the rules contradict each other.
bool solve(const Spec& spec, const Wish& wish, const Evidence& evidence, Remedy& remedy) {
  if (const Interval both = wish.loudness.with(wish.peaks); !both.isEmpty()) {
    remedy.kind = Remedy::Kind::Gain;
    remedy.gain = Decibels{nearest(both, wish.target)};
    return true;
  }
  if (wish.loudness.isEmpty()) return false;
  remedy.kind = Remedy::Kind::GainAndLimiter;
  remedy.gain = Decibels{nearest(wish.loudness, wish.target)};
  remedy.peakReduction = Decibels{remedy.gain.value - wish.peaks.to};
  double ceiling = truePeakLimit(spec).value_or(Decibels{0}).value;
  if (evidence.measurement.truePeak) ceiling = evidence.measurement.truePeak->level.value + wish.peaks.to;
  remedy.ceiling = Decibels{std::min(0.0, ceiling)};
  return true;
}

}  // namespace

Remedy remedyFor(const Spec& spec, const std::vector<RuleVerdict>& rules, const Evidence& evidence) {
  Remedy remedy;
  remedy.others = otherFaults(rules);
  if (isMendedByLevel(rules)) {
    const Wish all = wishOf(rules, true), required = wishOf(rules, false);
    const bool canServeAll = !all.loudness.with(all.peaks).isEmpty();
    if (!solve(spec, canServeAll ? all : required, evidence, remedy)) {
      remedy.kind = Remedy::Kind::NotByLevel;
      remedy.others.insert(remedy.others.begin(), "no gain meets all loudness rules at once");
    }
  }
  const bool hasGain = remedy.kind == Remedy::Kind::Gain || remedy.kind == Remedy::Kind::GainAndLimiter;
  if (!hasGain && !remedy.others.empty()) remedy.kind = Remedy::Kind::NotByLevel;
  if (hasGain) remedy.text = gainText(remedy);
  if (!remedy.others.empty()) remedy.text += (hasGain ? ", but " : "not by level: ") + joined(remedy.others);
  return remedy;
}

PlaybackPrediction predict(const Playback& playback, const Evidence& evidence) {
  PlaybackPrediction prediction;
  prediction.playback = playback;
  const Measurement& m = evidence.measurement;
  if (!m.integrated) {
    prediction.text = "no loudness, so the level stays as it is";
    return prediction;
  }
  const double peak = m.truePeak ? m.truePeak->level.value : -kInfinity;
  double gain = playback.target.value - m.integrated->value;
  std::string why;
  if (gain > 0 && playback.raises == Playback::Raises::Never) {
    gain = 0;
    why = ", as it never raises";
  }
  if (gain > 0 && playback.raises == Playback::Raises::ToPeak) {
    const double room = std::max(0.0, playback.peak.value - peak);
    if (room < gain)
      why = fmt::format(", where {} dB were wanted, because its peaks allow no more", fixedText(gain, 2));
    gain = std::min(gain, room);
  }
  if (gain > 0 && playback.raises == Playback::Raises::Limited)
    prediction.limited = Decibels{std::max(0.0, peak + gain - playback.peak.value)};
  prediction.gain = Decibels{gain};
  prediction.loudness = Lufs{m.integrated->value + gain};
  if (m.truePeak) prediction.truePeak = Decibels{peak + gain - prediction.limited.value};
  const std::string what = std::abs(gain) < 0.005 ? "level unchanged"
                                                  : fmt::format("{} by {} dB", gain < 0 ? "turned down" : "turned up",
                                                                fixedText(std::abs(gain), 2));
  prediction.text = fmt::format("{}{}: plays at {} LUFS", what, why, fixedText(prediction.loudness->value, 2));
  if (prediction.truePeak)
    prediction.text += fmt::format(" with peaks at {} dBTP", fixedText(prediction.truePeak->value, 2));
  if (prediction.limited.value > 0)
    prediction.text += fmt::format(", its limiter takes {} dB off the highest", fixedText(prediction.limited.value, 2));
  return prediction;
}

}  // namespace lathe::analysis
