// `lathe convert`: another format, rate or word length, and nothing else.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/support/delivery.h"
#include "cli/support/render_run.h"

namespace lathe::cli {

int runConvert(const ConvertOptions& options, Context& context) {
  const auto clip = openClip(options.file);
  const FileDelivery delivery = fileDelivery(options.delivery, options.output, 1, clip->info(), context);
  renderOneAndReport(fileTask(clip, withDither({}, options.delivery.dither), delivery), context);
  return kDone;
}

}  // namespace lathe::cli
