// `lathe convert`: another format, rate or word length, and nothing else.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/render_meter.h"
#include "cli/delivery.h"
#include "cli/render_output.h"
#include "core/render/track_renderer.h"

namespace lathe::cli {

int runConvert(const ConvertOptions& options, Context& context) {
  const auto clip = openClip(options.file);
  RenderTask task;
  task.title = options.file.filename().string();
  task.source = clip;
  task.sourceFiles = {clip};
  task.untouchedEncoding = clip->info().format.encoding;
  task.format = deliveryFormat(options.delivery, options.output, clip->info().format);
  task.file = outputFile(options.output, 1, options.file, task.format.container);
  task.chain = withDither({}, options.delivery.dither);
  task.metadata = clip->info().metadata;
  task.conversion = deliveryRate(options.delivery.rate, task.format.container, clip->format().sampleRate);
  task.overwrite = context.mayOverwrite ? Overwrite::Yes : Overwrite::No;
  const RenderReport report = renderTrack(task, analysis::renderMeters(), context.progress());
  for (const std::string& warning : report.warnings) context.console.warning(warning);
  context.console.result(context.isJson ? reportsJson({report}, {}) : reportText(report));
  return kDone;
}

}  // namespace lathe::cli
