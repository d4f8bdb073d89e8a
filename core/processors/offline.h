// The whole-recording form of a processor: for work that needs all of the sound, or is faster on all of it than in
// blocks.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "core/audio/audio_clip.h"
#include "core/processors/settings.h"
#include "core/work/progress.h"

namespace lathe {

/// How whole-recording work is done.
struct OfflineWork {
  Progress progress = {};
  std::filesystem::path folder =
      std::filesystem::temp_directory_path();  ///< for temporary files of what is kept on the way
  std::string device = {};  ///< as chooseBackends() takes it; empty: LATHE_DEVICE, or what is fastest
  int threads = 1;
  /// Takes a sentence for the report: that a device failed, what was found, what was done.
  std::function<void(const std::string&)> note = {};
};

/// A processor's whole-recording form, beside its live one. Both promise the same sound within what the processor says.
struct OfflineForm {
  /// The sound behind the processor, in time with `input` (no latency), input.frames() long, and longer by `tail` when
  /// that is kept. `input` and the result are read in any order, by several threads, at no great cost. Memory is
  /// bounded whatever the length. Throws Error.
  ClipPtr (*apply)(const Settings& settings, const ClipPtr& input, bool keepsTail, const OfflineWork& work) = nullptr;
  /// Frames of sound after the input's end; null: none.
  std::uint64_t (*tail)(const Settings& settings, const AudioFormat& format) = nullptr;
};

}  // namespace lathe
