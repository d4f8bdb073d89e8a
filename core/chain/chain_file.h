// Presets: chains as files of their own, the user's and the built-in ones.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/chain/chain.h"
#include "core/file/atomic_file.h"

namespace lathe {

/// A chain with what it is for.
struct ChainPreset {
  std::string name;
  std::string text;  ///< one sentence
  Chain chain;
  std::string unknown = {};  ///< members of a file that this version does not know, as JSON text
};

/// {"format": "lathe-chain", "version": 1, "name": ..., "text": ..., "stages": [...]}. Files are named
/// relative to `folder`.
std::string presetToText(const ChainPreset& preset, const std::filesystem::path& folder = ".");
/// Throws Error (Damaged, Unsupported for a newer version) with the place, without the name of a file.
ChainPreset presetFromText(std::string_view text, const std::filesystem::path& folder = ".");

/// Throws Error (NotFound, Damaged, Unsupported, Io) that names the file.
ChainPreset loadPreset(const std::filesystem::path& path);
/// Throws Error (Exists, Io).
void savePreset(const std::filesystem::path& path, const ChainPreset& preset, Overwrite overwrite);

/// Compiled into the program.
const std::vector<ChainPreset>& builtinPresets();

/// A file by its path, else a preset of the user's folder, else a built-in one. Throws Error (NotFound) naming those
/// there are.
ChainPreset findPreset(const std::string& nameOrPath);
/// The user's presets (files NAME.chain in the presets folder), then the built-in ones.
std::vector<std::string> presetNames();

}  // namespace lathe
