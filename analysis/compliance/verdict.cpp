// Rules against evidence, one by one.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/compliance/verdict.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/audio/number_text.h"

namespace lathe::analysis {
namespace {

/// So that a value exactly at its limit is inside, whatever the binary fractions are.
constexpr double kExact = 1e-9;
constexpr int kMostDecimals = 9;

enum class Holds { Yes, No, Unknown };

Holds conditionOf(const RuleCondition& when, const Evidence& evidence) {
  const Measurement& m = evidence.measurement;
  const double seconds = m.duration.value;
  const int channels = m.format.channels();
  bool isUnknown = false;
  const double share = evidence.dialogue ? evidence.dialogue->share : -1;
  if (when.durationFrom && seconds < *when.durationFrom) return Holds::No;
  if (when.durationBelow && seconds >= *when.durationBelow) return Holds::No;
  if (when.channelsFrom && channels < *when.channelsFrom) return Holds::No;
  if (when.channelsTo && channels > *when.channelsTo) return Holds::No;
  if (when.dialogueShareFrom || when.dialogueShareBelow) {
    isUnknown = share < 0;
    if (!isUnknown && when.dialogueShareFrom && share < *when.dialogueShareFrom) return Holds::No;
    if (!isUnknown && when.dialogueShareBelow && share >= *when.dialogueShareBelow) return Holds::No;
  }
  if (when.integratedAbove && !(m.integrated && m.integrated->value > *when.integratedAbove)) return Holds::No;
  return isUnknown ? Holds::Unknown : Holds::Yes;
}

Outcome missed(Severity severity) { return severity == Severity::Required ? Outcome::Fail : Outcome::Warning; }

bool isWithin(const Limits& limits, double value) {
  return !(limits.lowest && value < *limits.lowest - kExact) && !(limits.highest && value > *limits.highest + kExact);
}

bool isAmong(const std::vector<double>& values, double value) {
  return std::ranges::any_of(
      values, [&](double one) { return std::abs(one - value) <= kExact * std::max(1.0, std::abs(one)); });
}

double marginOf(const Limits& limits, double value) {
  double margin = std::numeric_limits<double>::infinity();
  if (limits.lowest) margin = std::min(margin, value - *limits.lowest);
  if (limits.highest) margin = std::min(margin, *limits.highest - value);
  return std::abs(margin) <= kExact ? 0 : margin;
}

/// With so many decimals that the text is on the same side of the limits as the value.
std::string honestText(Measure measure, double value, const Limits& limits, bool isInside) {
  for (int decimals = infoOf(measure).decimals; decimals < kMostDecimals; ++decimals) {
    const auto shown = parseNumber(fixedText(value, decimals));
    if (!shown || isWithin(limits, *shown) == isInside) return valueText(measure, value, decimals);
  }
  return valueText(measure, value, kMostDecimals);
}

/// The words that name a file's format in rules.
std::string codecOf(const FileFormat& format) { return std::string(containerName(format.container)); }

bool sameWord(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return lower(x) == lower(y);
  });
}

std::string whyNotMeasured(const Rule& rule, const Evidence& evidence) {
  switch (rule.measure) {
    case Measure::Dialogue:
    case Measure::DialogueDistance:
      return "the dialogue's loudness is not known";
    case Measure::Bits:
    case Measure::BitRate:
    case Measure::Codec:
      return evidence.file ? "the file has no such figure" : "only a file has it";
    case Measure::LowestCorrelation:
    case Measure::BassCorrelation:
      return "only two channels that both sound have it";
    default:
      return "the signal is silent or too short to have it";
  }
}

/// Silence and short signals: a figure that is not there misses a target and is in no danger of being too high.
void judgeAbsent(const Evidence& evidence, RuleVerdict& verdict) {
  const Rule& rule = verdict.rule;
  verdict.remark = whyNotMeasured(rule, evidence);
  verdict.measuredText = "-";
  if (rule.measure == Measure::Integrated || rule.measure == Measure::Anchor)
    verdict.outcome = rule.lowestAllowed() ? missed(rule.severity) : Outcome::Pass;
  else if (rule.measure == Measure::Dialogue || rule.measure == Measure::DialogueDistance)
    verdict.outcome = Outcome::NotMeasured;
  else if (infoOf(rule.measure).kind == MeasureKind::Format)
    verdict.outcome = evidence.file ? missed(rule.severity) : Outcome::NotMeasured;
  else
    verdict.outcome = Outcome::NotApplicable;
  if (rule.severity == Severity::Reported) verdict.outcome = Outcome::Reported;
}

void addMoments(const Evidence& evidence, const Limits& limits, RuleVerdict& verdict) {
  std::vector<Moment> moments = momentsOf(verdict.rule.measure, evidence, limits);
  verdict.momentCount = moments.size();
  if (moments.size() > RuleVerdict::kMostMoments) {
    const double middle = limits.highest.value_or(limits.lowest.value_or(0));
    const auto farther = [&](const Moment& a, const Moment& b) {
      return std::abs(a.worst - middle) > std::abs(b.worst - middle);
    };
    std::ranges::stable_sort(moments, farther);
    moments.resize(RuleVerdict::kMostMoments);
    std::ranges::stable_sort(moments, {}, &Moment::start);
  }
  verdict.moments = std::move(moments);
}

void judgeCodec(const Evidence& evidence, RuleVerdict& verdict) {
  if (!evidence.file) return judgeAbsent(evidence, verdict);
  const std::string codec = codecOf(evidence.file->format);
  verdict.measuredText = codec;
  const bool isIn = std::ranges::any_of(verdict.rule.words, [&](const auto& word) { return sameWord(word, codec); });
  verdict.outcome = verdict.rule.severity == Severity::Reported ? Outcome::Reported
                    : isIn                                      ? Outcome::Pass
                                                                : missed(verdict.rule.severity);
}

RuleVerdict judgeLeaf(const Rule& rule, const Evidence& evidence) {
  RuleVerdict verdict;
  verdict.rule = rule;
  verdict.limit = limitText(rule);
  if (rule.measure == Measure::Codec) {
    judgeCodec(evidence, verdict);
    return verdict;
  }
  verdict.measured = valueOf(rule.measure, evidence);
  if (!verdict.measured) {
    judgeAbsent(evidence, verdict);
    return verdict;
  }
  const double value = *verdict.measured;
  const Limits limits{rule.lowestAllowed(), rule.highestAllowed()};
  const bool isInside = rule.oneOf.empty() ? isWithin(limits, value) : isAmong(rule.oneOf, value);
  verdict.measuredText =
      rule.oneOf.empty() ? honestText(rule.measure, value, limits, isInside) : valueText(rule.measure, value);
  if (limits.lowest || limits.highest) verdict.margin = marginOf(limits, value);
  if (rule.severity == Severity::Reported) {
    verdict.outcome = Outcome::Reported;
    return verdict;
  }
  verdict.outcome = isInside ? Outcome::Pass : missed(rule.severity);
  if (!isInside) addMoments(evidence, limits, verdict);
  if (rule.measure == Measure::Anchor)
    verdict.remark = evidence.dialogue && evidence.dialogue->share >= kLeastDialogueShare
                         ? "the dialogue is the anchor"
                         : "the whole mix is the anchor";
  return verdict;
}

/// Better outcomes first.
int rank(Outcome outcome) {
  switch (outcome) {
    case Outcome::Pass:
      return 0;
    case Outcome::Reported:
      return 1;
    case Outcome::NotApplicable:
      return 2;
    case Outcome::Warning:
      return 3;
    case Outcome::NotMeasured:
      return 4;
    case Outcome::Fail:
      break;
  }
  return 5;
}

RuleVerdict judgeRule(const Rule& rule, const Evidence& evidence) {
  const Holds holds = conditionOf(rule.when, evidence);
  if (holds != Holds::Yes) {
    RuleVerdict verdict;
    verdict.rule = rule;
    verdict.limit = limitText(rule);
    verdict.measuredText = "-";
    verdict.outcome = holds == Holds::No ? Outcome::NotApplicable : Outcome::NotMeasured;
    verdict.remark = holds == Holds::No ? "its condition does not hold" : "the share of dialogue is not known";
    return verdict;
  }
  if (rule.anyOf.empty()) return judgeLeaf(rule, evidence);
  std::vector<RuleVerdict> all;
  for (Rule one : rule.anyOf) {
    one.severity = rule.severity;
    if (one.note.empty()) one.note = rule.note;
    all.push_back(judgeLeaf(one, evidence));
  }
  // Of those that are missed, the one that is nearest to its limits.
  const auto isBetter = [](const RuleVerdict& a, const RuleVerdict& b) {
    if (rank(a.outcome) != rank(b.outcome)) return rank(a.outcome) < rank(b.outcome);
    return a.margin.value_or(-1e9) > b.margin.value_or(-1e9);
  };
  RuleVerdict best = *std::ranges::min_element(all, isBetter);
  best.limit = limitText(rule);
  return best;
}

Outcome overall(const std::vector<RuleVerdict>& rules) {
  Outcome outcome = Outcome::Pass;
  for (const RuleVerdict& verdict : rules) {
    const bool isRequired = verdict.rule.severity == Severity::Required;
    if (verdict.outcome == Outcome::Fail) return Outcome::Fail;
    if (verdict.outcome == Outcome::NotMeasured && isRequired) outcome = Outcome::NotMeasured;
    if (verdict.outcome == Outcome::Warning && outcome == Outcome::Pass) outcome = Outcome::Warning;
  }
  return outcome;
}

}  // namespace

std::string_view outcomeText(Outcome outcome) noexcept {
  switch (outcome) {
    case Outcome::Pass:
      return "pass";
    case Outcome::Warning:
      return "warning";
    case Outcome::Fail:
      return "fail";
    case Outcome::Reported:
      return "reported";
    case Outcome::NotApplicable:
      return "not applicable";
    case Outcome::NotMeasured:
      break;
  }
  return "not measured";
}

SpecVerdict judge(const Spec& spec, const Evidence& evidence) {
  SpecVerdict verdict;
  verdict.spec = spec;
  for (const Rule& rule : spec.rules) verdict.rules.push_back(judgeRule(rule, evidence));
  verdict.outcome = overall(verdict.rules);
  verdict.remedy = remedyFor(spec, verdict.rules, evidence);
  for (const Playback& playback : spec.playback) verdict.playback.push_back(predict(playback, evidence));
  return verdict;
}

}  // namespace lathe::analysis
