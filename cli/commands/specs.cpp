// `lathe specs`: lists the delivery specifications, shows one, and checks files of one's own.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "analysis/compliance/spec_json.h"
#include "analysis/compliance/spec_library.h"
#include "cli/options/compliance.h"
#include "cli/terminal/terminal_text.h"

namespace lathe::cli {
namespace {

using analysis::Rule;
using analysis::Severity;
using analysis::Spec;

std::string listText(const std::vector<Spec>& specs) {
  std::size_t width = 0;
  for (const Spec& spec : specs) width = std::max(width, spec.id.size());
  std::string text;
  for (const Spec& spec : specs) text += fmt::format("{:<{}}  {}\n", printable(spec.id), width, printable(spec.name));
  return text;
}

std::string conditionText(const analysis::RuleCondition& when) {
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? ", where " : " and ") + part; };
  if (when.durationFrom) add(fmt::format("it lasts {} s or more", *when.durationFrom));
  if (when.durationBelow) add(fmt::format("it lasts less than {} s", *when.durationBelow));
  if (when.channelsFrom) add(fmt::format("it has {} channels or more", *when.channelsFrom));
  if (when.channelsTo)
    add(fmt::format("it has at most {} channel{}", *when.channelsTo, *when.channelsTo == 1 ? "" : "s"));
  if (when.dialogueShareFrom) add(fmt::format("{} % or more of it is dialogue", *when.dialogueShareFrom * 100));
  if (when.dialogueShareBelow) add(fmt::format("less than {} % of it is dialogue", *when.dialogueShareBelow * 100));
  if (when.integratedAbove) add(fmt::format("it is louder than {} LUFS", *when.integratedAbove));
  return text;
}

std::string ruleText(const Rule& rule) {
  const std::string name = rule.anyOf.empty() ? std::string(analysis::infoOf(rule.measure).name) + ": " : "";
  const std::string text = rule.severity == Severity::Reported ? name + "reported" : name + limitText(rule);
  return fmt::format("  {}{}{}{}\n", text, rule.severity == Severity::Advised ? " (advised)" : "",
                     conditionText(rule.when), rule.note.empty() ? "" : "\n      " + rule.note);
}

std::string specText(const Spec& spec) {
  std::string text = fmt::format("{}: {}\n", printable(spec.id), printable(spec.name));
  if (!spec.text.empty()) text += spec.text + "\n";
  text += "\n";
  for (const Rule& rule : spec.rules) text += ruleText(rule);
  for (const auto& playback : spec.playback)
    text += fmt::format("  {} plays at {} LUFS{}\n", playback.name, playback.target.value,
                        playback.raises == analysis::Playback::Raises::Never ? "; quieter files stay as they are" : "");
  if (!spec.after.empty()) text += "\nJudged after encoding to " + spec.after + "\n";
  if (!spec.calibration.empty()) text += "\nCalibration: " + spec.calibration + "\n";
  text += fmt::format("\nSource ({}): {}{}\n", standingText(spec.standing),
                      spec.source.empty() ? "not given" : spec.source, spec.date.empty() ? "" : ", " + spec.date);
  return text;
}

int validate(const Paths& files, Context& context) {
  std::size_t failures = 0;
  for (const auto& file : files) {
    try {
      const Spec spec = analysis::loadSpec(file);
      if (!context.isJson)
        context.console.result(fmt::format("{}: a specification, {} ({})\n", printable(file.string()),
                                           printable(spec.id), printable(spec.name)));
    } catch (const Error& error) {
      ++failures;
      context.console.error(error);
    }
  }
  if (failures == 0) return kDone;
  return failures == files.size() ? kFailed : kPartOfBatchFailed;
}

}  // namespace

int runSpecs(const SpecsOptions& options, Context& context) {
  if (!options.validate.empty()) return validate(options.validate, context);
  if (!options.spec.empty()) {
    const Spec spec = analysis::findSpec(options.spec);
    context.console.result(context.isJson ? specToText(spec) : specText(spec));
    return kDone;
  }
  std::vector<std::string> problems;
  const std::vector<Spec> specs = analysis::allSpecs(&problems);
  if (context.isJson) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const Spec& spec : specs) list.push_back(nlohmann::ordered_json::parse(specToText(spec)));
    context.console.result(list.dump(2) + "\n");
  } else {
    context.console.result(listText(specs));
    context.console.note("one's own go to " + analysis::userSpecFolder().string());
  }
  for (const std::string& problem : problems) context.console.warning(problem);
  return kDone;
}

}  // namespace lathe::cli
