// `lathe check`: files against delivery specifications, as they are or after encoding.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <fmt/core.h>

#include <algorithm>

#include "analysis/compliance/spec_json.h"
#include "cli/support/batch.h"
#include "cli/support/checked_files.h"
#include "cli/support/file_list.h"
#include "cli/terminal/terminal_text.h"
#include "core/render/destinations.h"

namespace lathe::cli {

namespace {

/// Results by other specifications, or by other text of the same ones, are other results.
std::string batchKey(const CheckOptions& options) {
  std::string key = fmt::format("check 2, dual mono {}, dialogue {} {}", options.isDualMono,
                                options.dialogue.loudness.value_or(0), options.dialogue.share);
  for (const analysis::Spec& spec : findSpecs(options.specs))
    key += fmt::format(", {} {:016x}", spec.id, fnv1a(analysis::specToText(spec)));
  for (const std::string& codec : options.after) key += ", after " + codec;
  return key;
}

/// True where a rule says nothing because the loudness of the dialogue or its share is not known.
bool lacksDialogue(const CheckResults& results) {
  using analysis::Measure;
  for (const auto& checked : results.checked)
    for (const analysis::SpecVerdict& verdict : checked.verdicts)
      for (const analysis::RuleVerdict& rule : verdict.rules) {
        const auto& when = rule.rule.when;
        const bool isOfDialogue = rule.rule.measure == Measure::Dialogue ||
                                  rule.rule.measure == Measure::DialogueDistance || when.dialogueShareFrom ||
                                  when.dialogueShareBelow;
        if (rule.outcome == analysis::Outcome::NotMeasured && isOfDialogue) return true;
      }
  return false;
}

int checkAll(const CheckRequest& request, const CheckOptions& options, Context& context) {
  CheckResults results = checkFiles(request, context);
  if (context.isJson) {
    context.console.result(analysis::complianceReport(results.checked, results.failures));
  } else {
    std::string text;
    for (auto& checked : results.checked) {
      const std::string name = std::exchange(checked.name, printable(checked.name));
      text += request.files.size() == 1 ? analysis::verdictText(checked) : analysis::verdictLine(checked) + "\n";
      checked.name = name;
    }
    context.console.result(text);
    if (lacksDialogue(results))
      context.console.note(
          "the loudness of the dialogue can be given with --dialogue, its share with --dialogue-share");
  }
  for (const std::string& warning : results.warnings) context.console.warning(warning);
  for (const auto& failure : results.failures) context.console.error(failure.error);
  refuseToWriteOver(options.files, options.report);
  if (!options.report.empty()) writeReport(options.report, results, context);

  if (results.failures.size() == request.files.size()) return kFailed;
  if (!results.failures.empty()) return kPartOfBatchFailed;
  const bool isCompliant = std::ranges::all_of(results.checked, [](const analysis::CheckedSignal& checked) {
    return std::ranges::all_of(checked.verdicts, &analysis::SpecVerdict::passes);
  });
  return isCompliant ? kDone : kNotCompliant;
}

}  // namespace

int runCheck(const CheckOptions& options, Context& context) {
  CheckRequest request;
  request.files = options.files;
  request.specs = findSpecs(options.specs);
  request.after = parseCodecs(options.after);
  request.loudness.dualMono = options.isDualMono;
  request.dialogue = dialogueOf(options.dialogue);
  checkReportPath(options.report);
  if (options.batch.isWanted(options.files) && options.report.empty())
    return runBatch(request, options.batch, batchKey(options), context);
  options.batch.refuseBeside("--report");
  const FileList list(options.files);
  request.files = list.files();
  return list.exitCode(checkAll(request, options, context), context);
}

}  // namespace lathe::cli
