// What `master` and `render` have in common.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/support/render_run.h"

#include "analysis/measurement/render_meter.h"
#include "cli/support/render_output.h"

namespace lathe::cli {

RenderReport renderOneAndReport(const RenderTask& task, Context& context) {
  RenderReport report = renderTrack(task, analysis::renderMeters(), context.progress());
  for (const std::string& warning : report.warnings) context.console.warning(warning);
  context.console.result(context.isJson ? reportsJson({report}, {}) : reportText(report));
  return report;
}

int renderAndReport(std::vector<RenderTask> tasks, Context& context) {
  for (RenderTask& task : tasks) task.device = context.device;
  const auto outcomes = renderTasks(std::move(tasks), context.jobs, analysis::renderMeters(), context.progress());
  std::vector<RenderReport> reports;
  std::vector<std::pair<std::string, std::string>> failures;
  for (const TrackOutcome& outcome : outcomes) {
    if (outcome.error) {
      failures.emplace_back(outcome.title, outcome.error->what());
      context.console.error(*outcome.error);
      continue;
    }
    for (const std::string& warning : outcome.report.warnings) context.console.warning(warning);
    if (!context.isJson) context.console.result(reportText(outcome.report));
    reports.push_back(outcome.report);
  }
  if (context.isJson) context.console.result(reportsJson(reports, failures));
  if (failures.empty()) return kDone;
  return reports.empty() ? kFailed : kPartOfBatchFailed;
}

}  // namespace lathe::cli
