// What a render did and what came out of it: plain data.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/file/file_format.h"
#include "core/processors/processor.h"
#include "core/render/level_meter.h"
#include "core/spectral/null_report.h"

namespace lathe {

struct StageReport {
  std::string name;
  bool isBypassed = false;
  Activity activity;
};

struct RenderReport {
  std::string title;           ///< of the track
  std::filesystem::path file;  ///< as written
  FileFormat format;
  AudioFormat audio;
  std::uint64_t frames = 0;
  std::vector<StageReport> stages;
  std::optional<Lufs> target;
  std::optional<Decibels> ceiling;
  Decibels loudnessGain;                ///< solved for the target; 0 without one
  int trials = 1;                       ///< how often the end of the chain was run
  std::string conversion;               ///< of the sample rate, in words; empty: none
  std::string wordLength;               ///< what was done about the word length, in words
  bool isBitExact = false;              ///< no sample of the source was changed
  std::uint64_t clippedSamples = 0;     ///< that the encoding could not hold
  std::optional<NullReport> editProof;  ///< that spectral edits touched nothing outside their reach
  std::vector<std::string> notes;       ///< what stages found and did, a sentence each
  std::vector<std::string> warnings;
  std::shared_ptr<const LevelMeter> before;  ///< of the source
  std::shared_ptr<const LevelMeter> after;   ///< of the written file, read back
};

}  // namespace lathe
