// Limits in numbers and in words.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/compliance/spec.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/audio/number_text.h"

namespace lathe::analysis {
namespace {

/// A limit as the spec gives it: at least one decimal for levels.
std::string limitNumber(Measure measure, double value) {
  const int decimals = infoOf(measure).decimals;
  if (decimals >= 1 && std::abs(value * 10 - std::round(value * 10)) < 1e-9) return fixedText(value, 1);
  return exactText(value);
}

template <class Values, class Text>
std::string listText(const Values& values, Text text) {
  std::string all;
  for (std::size_t i = 0; i < values.size(); ++i)
    all += (i == 0 ? "" : i + 1 == values.size() ? " or " : ", ") + text(values[i]);
  return all;
}

std::string withUnit(Measure measure, const std::string& text) {
  const std::string_view unit = infoOf(measure).unit;
  return unit.empty() ? text : fmt::format("{} {}", text, unit);
}

void forEachLeaf(const Rule& rule, const auto& visit) {
  if (rule.anyOf.empty()) return visit(rule);
  for (const Rule& one : rule.anyOf) forEachLeaf(one, visit);
}

}  // namespace

std::optional<double> Rule::lowestAllowed() const {
  if (target) return *target - tolerance;
  if (lowest) return *lowest - tolerance;
  return {};
}

std::optional<double> Rule::highestAllowed() const {
  if (target) return *target + tolerance;
  if (highest) return *highest + tolerance;
  return {};
}

std::string_view standingText(Standing standing) noexcept {
  switch (standing) {
    case Standing::Primary:
      return "primary";
    case Standing::Secondary:
      return "secondary";
    case Standing::Unconfirmed:
      break;
  }
  return "unconfirmed";
}

std::string limitText(const Rule& rule) {
  if (!rule.anyOf.empty())
    return listText(rule.anyOf,
                    [](const Rule& one) { return fmt::format("{} {}", infoOf(one.measure).name, limitText(one)); });
  const auto number = [&](double value) { return limitNumber(rule.measure, value); };
  if (!rule.words.empty()) return listText(rule.words, [](const std::string& word) { return word; });
  if (!rule.oneOf.empty()) return withUnit(rule.measure, listText(rule.oneOf, number));
  const std::string tolerance = rule.tolerance > 0 ? fmt::format(" ± {}", number(rule.tolerance)) : "";
  if (rule.target) return withUnit(rule.measure, number(*rule.target) + tolerance);
  if (rule.lowest && rule.highest)
    return withUnit(rule.measure, fmt::format("{} to {}{}", number(*rule.lowest), number(*rule.highest), tolerance));
  if (rule.lowest) return withUnit(rule.measure, fmt::format("at least {}{}", number(*rule.lowest), tolerance));
  if (rule.highest) return withUnit(rule.measure, fmt::format("at most {}{}", number(*rule.highest), tolerance));
  return "no limit";
}

std::vector<Measure> measuresOf(const Spec& spec) {
  std::vector<Measure> all;
  for (const Rule& rule : spec.rules)
    forEachLeaf(rule, [&](const Rule& leaf) {
      if (std::ranges::find(all, leaf.measure) == all.end()) all.push_back(leaf.measure);
    });
  return all;
}

std::optional<Rule> loudnessTarget(const Spec& spec) {
  std::optional<Rule> found;
  for (const Rule& rule : spec.rules)
    forEachLeaf(rule, [&](const Rule& leaf) {
      const bool isLoudness =
          leaf.measure == Measure::Integrated || leaf.measure == Measure::Dialogue || leaf.measure == Measure::Anchor;
      if (!found && leaf.target && isLoudness) found = leaf;
    });
  return found;
}

std::optional<Decibels> truePeakLimit(const Spec& spec) {
  for (const Severity severity : {Severity::Required, Severity::Advised}) {
    std::optional<Decibels> tightest;
    for (const Rule& rule : spec.rules)
      forEachLeaf(rule, [&](const Rule& leaf) {
        const auto limit = leaf.highestAllowed();
        if (leaf.measure != Measure::TruePeak || rule.severity != severity || !limit) return;
        tightest = Decibels{tightest ? std::min(tightest->value, *limit) : *limit};
      });
    if (tightest) return tightest;
  }
  return {};
}

}  // namespace lathe::analysis
