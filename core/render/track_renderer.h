// One clip through one chain into one file, to a loudness target and under a ceiling.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/chain/chain.h"
#include "core/file/audio_file.h"
#include "core/processors/resample_settings.h"
#include "core/render/render_report.h"
#include "core/spectral/edit_work.h"
#include "core/spectral/null_report.h"
#include "core/work/progress.h"

namespace lathe {

/// All that it takes to make one file. Same task, same samples.
struct RenderTask {
  std::string title;
  ClipPtr source;
  /// Set when `source` has spectral edits: `source` itself, which proves that they touched nothing else.
  std::shared_ptr<const ProvenClip> editedSource = {};
  /// What those edits run on: the report says what became of it.
  EditWorkPtr editWork = {};
  /// Set when `source` is a file's samples as they are, so that a copy can be bit-exact.
  std::optional<Encoding> untouchedEncoding = {};
  /// Files behind `source`: their warnings come into the report, and none of them is ever the file that is written.
  std::vector<std::shared_ptr<const FileClip>> sourceFiles = {};
  Chain chain = {};
  bool keepsTail = false;  ///< the file grows by the chain's tail
  std::filesystem::path file;
  FileFormat format = {};
  Metadata metadata = {};
  AudioWriter::Overwrite overwrite = AudioWriter::Overwrite::No;
  ResampleSettings conversion = {};
  std::optional<Lufs> target = {};       ///< integrated loudness of the written file
  double tolerance = 0.05;               ///< LU
  std::optional<Decibels> ceiling = {};  ///< dBTP, sets the ceiling of the chain's last limiter
  std::string device = {};               ///< for stages that work on the whole recording; as OfflineWork::device
};

/// A render that is whole, read back and measured, but has not got its name yet: file->commit() gives it.
struct FinishedRender {
  RenderReport report;
  std::unique_ptr<AudioWriter> file;
};

/// Throws what finishTrack() would throw before it begins to work: Error as checkDestinations() and AudioWriter do.
void checkTask(const RenderTask& task);

/// Renders, reads the written file back and measures it. Loudness and ceiling are met by the file as read back, or
/// Error (NotPossible) says why they can't be and nothing is written. Throws Error (also Cancelled, Io, Exists,
/// Invalid).
FinishedRender finishTrack(const RenderTask& task, const MeterFactory& makeMeter, const Progress& progress);

/// The same, put in its place.
RenderReport renderTrack(const RenderTask& task, const MeterFactory& makeMeter, const Progress& progress);

}  // namespace lathe
