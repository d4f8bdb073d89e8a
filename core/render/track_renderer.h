// One clip through one chain into one file, to a loudness target and under a ceiling.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/audio/progress.h"
#include "core/file/audio_file.h"
#include "core/processors/resample_settings.h"
#include "core/render/render_report.h"
#include "core/session/chain.h"
#include "core/spectral/edit_work.h"
#include "core/spectral/null_report.h"

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

/// Throws Error (Invalid) when `task` would write over a file that `reader` (the same task, or another one of a batch)
/// reads, under whatever name.
void refuseToOverwriteSources(const RenderTask& task, const RenderTask& reader);

/// Renders, reads the written file back and measures it, then puts it in its place. Loudness and ceiling are met by the
/// file as read back, or Error (NotPossible) says why they can't be and nothing is written. Throws Error (also
/// Cancelled, Io, Exists).
RenderReport renderTrack(const RenderTask& task, const MeterFactory& makeMeter, const Progress& progress);

}  // namespace lathe
