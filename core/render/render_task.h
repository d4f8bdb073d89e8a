// What a render is asked for: one clip through one chain into one file.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/chain/chain.h"
#include "core/file/audio_file.h"
#include "core/processors/resample_settings.h"
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

}  // namespace lathe
