// The user's impulse responses: copied into one folder, measured once, found by name.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/audio/audio_buffer.h"
#include "core/audio/audio_format.h"
#include "core/work/progress.h"

namespace lathe {

/// An impulse response in memory.
struct LoadedResponse {
  AudioFormat format;
  AudioBuffer samples;
};

/// Reads a whole file of up to five minutes. Throws Error as openClip does, Unsupported above that, and Cancelled
/// when stopped.
LoadedResponse loadResponse(const std::filesystem::path& path, const Progress& progress = {});

/// One file of the library with the figures that a list shows.
struct LibraryEntry {
  std::string name;            ///< the file's name without its extension
  std::filesystem::path file;  ///< relative to the library's folder
  std::string hash;            ///< SHA-256 of the file
  int sampleRate = 0;          ///< Hz
  int channels = 0;
  double length = 0;                        ///< s
  double preDelay = 0;                      ///< s, of the first channel
  std::optional<double> reverberationTime;  ///< s, broadband
  std::optional<double> clarity;            ///< dB, C80 of the first channel
};

/// The entries of the library in `folder`, by name; files that have gone are left out. A folder without an index is
/// an empty library. Throws Error (Damaged: the index is no index, Io).
std::vector<LibraryEntry> readLibrary(const std::filesystem::path& folder);

/// What an import did.
struct ImportResult {
  std::vector<LibraryEntry> added;
  std::size_t known = 0;              ///< files whose content was there already
  std::vector<std::string> warnings;  ///< one sentence for each audio file or folder that could not be read
};

/// Copies the audio files in `source` (a folder with all below it, or one file) into the library, measures those that
/// are new, and writes the index. Throws Error (NotFound, Io, Cancelled).
ImportResult importResponses(const std::filesystem::path& source, const std::filesystem::path& folder,
                             const Progress& progress = {});

/// The entry of this name, in any case; else the only one whose name holds `name`. Throws Error (NotFound; Invalid when
/// there are several, with their names).
LibraryEntry findResponse(const std::vector<LibraryEntry>& entries, std::string_view name);

}  // namespace lathe
