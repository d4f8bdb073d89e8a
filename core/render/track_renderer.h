// One clip through one chain into one file, to a loudness target and under a ceiling.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/render/render_report.h"
#include "core/render/render_task.h"
#include "core/work/progress.h"

namespace lathe {

/// A render that is whole, read back and measured, but has not got its name yet: file->commit() gives it.
struct FinishedRender {
  RenderReport report;
  std::unique_ptr<AudioWriter> file;
};

/// To be asked before finishTrack() is; renderTrack() does. Throws Error as checkDestinations() and AudioWriter do.
void checkTask(const RenderTask& task);

/// Renders, reads the written file back and measures it. Loudness and ceiling are met by the file as read back, or
/// Error (NotPossible) says why they can't be and nothing is written. Throws Error (also Cancelled, Io, Exists,
/// Invalid).
FinishedRender finishTrack(const RenderTask& task, const MeterFactory& makeMeter, const Progress& progress);

/// The same, put in its place.
RenderReport renderTrack(const RenderTask& task, const MeterFactory& makeMeter, const Progress& progress);

}  // namespace lathe
