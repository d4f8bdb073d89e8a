// `lathe check`: files against delivery specifications, as they are or after encoding.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <algorithm>

#include "cli/checked_files.h"

namespace lathe::cli {

int runCheck(const CheckOptions& options, Context& context) {
  CheckRequest request;
  request.files = options.files;
  request.specs = findSpecs(options.specs);
  request.after = parseCodecs(options.after);
  request.loudness.dualMono = options.isDualMono;
  request.dialogue = dialogueOf(options.dialogue);
  checkReportPath(options.report);

  const CheckResults results = checkFiles(request, context);
  if (context.isJson) {
    context.console.result(analysis::complianceReport(results.checked, results.failures));
  } else {
    std::string text;
    for (const auto& checked : results.checked)
      text += options.files.size() == 1 ? analysis::verdictText(checked) : analysis::verdictLine(checked) + "\n";
    context.console.result(text);
  }
  for (const std::string& warning : results.warnings) context.console.warning(warning);
  for (const auto& failure : results.failures) context.console.error(failure.error);
  if (!options.report.empty()) writeReport(options.report, results, context);

  if (results.failures.size() == options.files.size()) return kFailed;
  if (!results.failures.empty()) return kPartOfBatchFailed;
  const bool isCompliant = std::ranges::all_of(results.checked, [](const analysis::CheckedSignal& checked) {
    return std::ranges::all_of(checked.verdicts, &analysis::SpecVerdict::passes);
  });
  return isCompliant ? kDone : kNotCompliant;
}

}  // namespace lathe::cli
