// Peaks and spectra of recordings kept on disk by their contents, so that a file is looked through once in its life.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "analysis/overview/peak_pyramid.h"
#include "analysis/overview/spectrum_tile.h"

namespace lathe::analysis {

/// A name for a file's contents that costs milliseconds: SHA-256 of its length, its time of change and 64 pieces of
/// 4096 bytes spread over it. Equal for the same file in another place; not proof against somebody who means to
/// deceive. Throws Error (NotFound, Unsupported, Io).
std::string fingerprintOfFile(const std::filesystem::path& path);

/// The pyramid that was kept under that fingerprint; null when there is none, or one that is damaged or for another
/// length.
std::shared_ptr<PeakPyramid> keptPeaks(const std::filesystem::path& folder, const std::string& fingerprint,
                                       int channels, std::uint64_t frames);

/// Keeps a whole pyramid, and removes the ones used longest ago while the folder holds more than `mostBytes`. Throws
/// Error (Io).
void keepPeaks(const std::filesystem::path& folder, const std::string& fingerprint, const PeakPyramid& peaks,
               std::uint64_t mostBytes = std::uint64_t{2} << 30);

/// The tile that was kept of a recording with that fingerprint for that spec; nothing when there is none, or a damaged
/// one.
std::optional<SpectrumTile> keptTile(const std::filesystem::path& folder, const std::string& fingerprint,
                                     const SpectrumTileSpec& spec);

/// Keeps a tile. Throws Error (Io).
void keepTile(const std::filesystem::path& folder, const std::string& fingerprint, const SpectrumTileSpec& spec,
              const SpectrumTile& tile);

/// Removes the tiles used longest ago while they take more than `mostBytes`.
void pruneTiles(const std::filesystem::path& folder, std::uint64_t mostBytes = std::uint64_t{1} << 30);

/// Where the program keeps them: userFolder(Cache)/peaks.
std::filesystem::path peaksFolder();

}  // namespace lathe::analysis
