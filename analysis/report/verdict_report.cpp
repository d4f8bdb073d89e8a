// Laying out verdicts.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/report/verdict_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "analysis/report/report_json.h"
#include "analysis/report/report_text.h"
#include "analysis/text/text_table.h"
#include "analysis/text/time_text.h"
#include "core/audio/number_text.h"

namespace lathe::analysis {
namespace {

using Json = nlohmann::ordered_json;

/// Rounded to six decimals, as in all reports; null for what is absent or no number.
Json number(const std::optional<double>& value) {
  if (!value || !std::isfinite(*value)) return nullptr;
  const double rounded = std::round(*value * 1e6) / 1e6;
  return rounded == 0 ? 0.0 : rounded;
}

template <class Tag>
Json number(const std::optional<Quantity<Tag>>& value) {
  return value ? number(std::optional(value->value)) : Json(nullptr);
}

template <class Tag>
Json number(Quantity<Tag> value) {
  return number(std::optional(value.value));
}

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  return result;
}

std::string marginText(const RuleVerdict& verdict) {
  if (!verdict.margin || !std::isfinite(*verdict.margin)) return "";
  return (*verdict.margin > 0 ? "+" : "") + fixedText(*verdict.margin, infoOf(verdict.rule.measure).decimals);
}

void addMoments(const RuleVerdict& verdict, const Measurement& m, std::size_t most, std::string& text) {
  if (verdict.moments.empty()) return;
  std::vector<Moment> shown = verdict.moments;
  if (shown.size() > most) {
    const bool isTooHigh =
        verdict.measured && verdict.rule.highestAllowed() && *verdict.measured > *verdict.rule.highestAllowed();
    std::ranges::stable_sort(
        shown, [&](const Moment& a, const Moment& b) { return isTooHigh ? a.worst > b.worst : a.worst < b.worst; });
    shown.resize(most);
    std::ranges::stable_sort(shown, {}, &Moment::start);
  }
  text += fmt::format("  {}:\n", infoOf(verdict.rule.measure).name);
  for (const Moment& moment : shown) text += "    " + momentText(moment, m, verdict.rule.measure) + "\n";
  if (verdict.momentCount > shown.size()) text += fmt::format("    and {} more\n", verdict.momentCount - shown.size());
}

Json toJson(const Moment& moment, const Measurement& m) {
  return {{"start_s", number(moment.start)},
          {"end_s", number(moment.end)},
          {"channel", moment.channel < 0 ? Json(nullptr) : Json(moment.channel)},
          {"speaker", moment.channel < 0 ? Json(nullptr) : Json(channelText(m, moment.channel))},
          {"worst", number(std::optional(moment.worst))},
          {"worst_time_s", number(moment.worstTime)}};
}

Json toJson(const RuleVerdict& verdict, const Measurement& m) {
  const MeasureInfo& info = infoOf(verdict.rule.measure);
  Json moments = Json::array();
  for (const Moment& moment : verdict.moments) moments.push_back(toJson(moment, m));
  return {{"measure", info.id},
          {"outcome", outcomeText(verdict.outcome)},
          {"severity", verdict.rule.severity == Severity::Required  ? "required"
                       : verdict.rule.severity == Severity::Advised ? "advised"
                                                                    : "reported"},
          {"unit", info.unit},
          {"measured", number(verdict.measured)},
          {"measured_text", verdict.measuredText},
          {"limit", verdict.limit},
          {"lowest", number(verdict.rule.lowestAllowed())},
          {"highest", number(verdict.rule.highestAllowed())},
          {"margin", number(verdict.margin)},
          {"moment_count", verdict.momentCount},
          {"moments", std::move(moments)},
          {"note", verdict.rule.note},
          {"remark", verdict.remark}};
}

std::string_view kindText(Remedy::Kind kind) {
  switch (kind) {
    case Remedy::Kind::None:
      return "none";
    case Remedy::Kind::Gain:
      return "gain";
    case Remedy::Kind::GainAndLimiter:
      return "gain_and_limiter";
    case Remedy::Kind::NotByLevel:
      break;
  }
  return "not_by_level";
}

Json toJson(const Remedy& remedy) {
  const bool hasGain = remedy.kind == Remedy::Kind::Gain || remedy.kind == Remedy::Kind::GainAndLimiter;
  return {{"kind", kindText(remedy.kind)},
          {"gain_db", hasGain ? number(remedy.gain) : Json(nullptr)},
          {"ceiling_dbtp", number(remedy.ceiling)},
          {"peak_reduction_db", number(remedy.peakReduction)},
          {"others", remedy.others},
          {"text", remedy.text}};
}

Json toJson(const PlaybackPrediction& prediction) {
  return {{"name", prediction.playback.name},
          {"target_lufs", number(prediction.playback.target)},
          {"gain_db", number(prediction.gain)},
          {"loudness_lufs", number(prediction.loudness)},
          {"true_peak_dbtp", number(prediction.truePeak)},
          {"limited_db", number(prediction.limited)},
          {"text", prediction.text},
          {"note", prediction.playback.note}};
}

Json toJson(const SpecVerdict& verdict, const Measurement& m) {
  Json rules = Json::array(), playback = Json::array();
  for (const RuleVerdict& rule : verdict.rules) rules.push_back(toJson(rule, m));
  for (const PlaybackPrediction& prediction : verdict.playback) playback.push_back(toJson(prediction));
  return {{"id", verdict.spec.id},
          {"name", verdict.spec.name},
          {"source", verdict.spec.source},
          {"date", verdict.spec.date},
          {"standing", standingText(verdict.spec.standing)},
          {"outcome", outcomeText(verdict.outcome)},
          {"passes", verdict.passes()},
          {"rules", std::move(rules)},
          {"remedy", toJson(verdict.remedy)},
          {"playback", std::move(playback)}};
}

}  // namespace

std::string channelText(const Measurement& measurement, int channel) {
  const auto index = static_cast<std::size_t>(channel);
  const Speaker speaker = index < measurement.channels.size() ? measurement.channels[index].speaker : Speaker::Unknown;
  return speaker == Speaker::Unknown ? fmt::format("{}", channel + 1) : std::string(speakerName(speaker));
}

std::string momentText(const Moment& moment, const Measurement& measurement, Measure measure) {
  const bool isRange = moment.end.value - moment.start.value > 0.01;
  std::string text = timeText(moment.start);
  if (isRange) text += " to " + timeText(moment.end);
  if (moment.channel >= 0 && measurement.format.channels() > 1) text += "  " + channelText(measurement, moment.channel);
  const bool hasLevel =
      measure != Measure::HeadSilence && measure != Measure::TailSilence && measure != Measure::ClippedRuns;
  if (!hasLevel) return text;
  const Measure shown = measure == Measure::Integrated || measure == Measure::Dialogue || measure == Measure::Anchor
                            ? Measure::MaxShortTerm
                            : measure;
  text += "  " + valueText(shown, moment.worst);
  if (shown != measure) text += " short-term";
  if (isRange) text += " at " + timeText(moment.worstTime);
  return text;
}

std::string verdictText(const CheckedSignal& checked, std::size_t mostMoments) {
  const Measurement& m = checked.evidence.measurement;
  std::string text;
  for (const SpecVerdict& verdict : checked.verdicts) {
    text += fmt::format("{}{}: {} ({})\n", checked.name, checked.after.empty() ? "" : " after " + checked.after,
                        upper(verdict.outcome == Outcome::NotMeasured ? "undecided" : outcomeText(verdict.outcome)),
                        verdict.spec.name);
    TextTable table;
    table.addRow({"", "measured", "limit", "margin", ""});
    table.addRule();
    for (const RuleVerdict& rule : verdict.rules)
      if (rule.outcome != Outcome::NotApplicable)
        table.addRow({std::string(infoOf(rule.rule.measure).name), rule.measuredText,
                      rule.outcome == Outcome::Reported ? "" : rule.limit, marginText(rule),
                      rule.outcome == Outcome::Reported ? "" : std::string(outcomeText(rule.outcome))});
    text += table.text();
    for (const RuleVerdict& rule : verdict.rules) {
      const bool isMissed = rule.outcome == Outcome::Fail || rule.outcome == Outcome::Warning;
      if (isMissed) addMoments(rule, m, mostMoments, text);
      if (!rule.remark.empty() && rule.outcome != Outcome::NotApplicable && rule.outcome != Outcome::Reported)
        text += fmt::format("  {}: {}\n", infoOf(rule.rule.measure).name, rule.remark);
    }
    if (!verdict.remedy.text.empty()) text += "  To pass: " + verdict.remedy.text + "\n";
    for (const PlaybackPrediction& prediction : verdict.playback)
      text += fmt::format("  {}: {}\n", prediction.playback.name, prediction.text);
    text += "\n";
  }
  return text;
}

std::string verdictLine(const CheckedSignal& checked) {
  std::string text = checked.name + (checked.after.empty() ? "" : " after " + checked.after) + ":";
  for (std::size_t i = 0; i < checked.verdicts.size(); ++i) {
    const SpecVerdict& verdict = checked.verdicts[i];
    text += fmt::format("{} {} {}", i == 0 ? "" : ",", verdict.spec.id,
                        verdict.outcome == Outcome::NotMeasured ? "undecided" : outcomeText(verdict.outcome));
    std::string missed;
    for (const RuleVerdict& rule : verdict.rules)
      if (rule.outcome == Outcome::Fail)
        missed += (missed.empty() ? "" : ", ") + std::string(infoOf(rule.rule.measure).id);
    if (!missed.empty()) text += " (" + missed + ")";
  }
  return text;
}

Json toJson(const CheckedSignal& checked) {
  Json verdicts = Json::array();
  for (const SpecVerdict& verdict : checked.verdicts) verdicts.push_back(toJson(verdict, checked.evidence.measurement));
  return {{"name", checked.name},
          {"after", checked.after.empty() ? Json(nullptr) : Json(checked.after)},
          {"passes", std::ranges::all_of(checked.verdicts, &SpecVerdict::passes)},
          {"measurement", toJson(NamedMeasurement{checked.name, checked.evidence.measurement})},
          {"specs", std::move(verdicts)}};
}

std::string complianceReport(std::span<const CheckedSignal> files, std::span<const FailedFile> failures) {
  Json report = {{"schema", "lathe/compliance"}, {"version", 1}, {"files", Json::array()}};
  for (const CheckedSignal& file : files) report["files"].push_back(toJson(file));
  if (!failures.empty()) report["failures"] = Json::array();
  for (const auto& [name, error] : failures) report["failures"].push_back({{"name", name}, {"error", error}});
  return report.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace lathe::analysis
