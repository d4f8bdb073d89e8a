// What is wrong with a recording, measured: hum, clicks, clipping, noise, offset, channels, dropouts, faults of speech;
// and the chain that would repair it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "core/audio/audio_clip.h"
#include "core/chain/chain.h"
#include "core/work/progress.h"

namespace lathe::analysis {

enum class Severity { None, Slight, Clear, Severe };
std::string_view severityText(Severity severity) noexcept;

/// One thing that was looked for.
struct Finding {
  std::string id;    ///< "hum", "clicks", "clipping", "noise", "offset", "polarity", "delay", "balance", "dropouts",
                     ///< "plosives", "sibilance", "mouth-clicks"
  std::string name;  ///< as shown
  double value = 0;  ///< what was measured, in `unit`
  std::string unit;  ///< "Hz", "per minute", "%", "dBFS", "frames", ...
  std::string text;  ///< one line: the figures
  Severity severity = Severity::None;
  double confidence = 0;    ///< 0 .. 1 that the fault is there; of None: 0
  std::string remedy = {};  ///< the processor that repairs it; empty: none is proposed
};

struct Diagnosis {
  double seconds = 0;
  bool isSpeech = false;
  std::vector<Finding> findings;  ///< everything that was looked for, found or not
  Chain remedy;                   ///< of what was found; empty: nothing to do

  bool hasFaults() const noexcept { return !remedy.stages.empty(); }
};

enum class Material { Automatic, Speech, Music };

/// Listens to the whole clip, several times: `clip` is read in any order. Faults of speech are looked for where there
/// is speech alone: pauses, voiced and unvoiced sounds in turn, sibilants. Reverberation is not judged. Throws Error.
Diagnosis diagnose(const ClipPtr& clip, Material material, const Progress& progress = {},
                   const std::filesystem::path& folder = std::filesystem::temp_directory_path());

/// A table of what was found, then what was looked for in vain; ends with a newline.
std::string text(const Diagnosis& diagnosis);
nlohmann::ordered_json toJson(const Diagnosis& diagnosis);

}  // namespace lathe::analysis
