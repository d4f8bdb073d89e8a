// Markers in WAV files: the cue chunk, and their names and lengths in LIST adtl.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <vector>

#include "core/file/byte_order.h"
#include "core/file/metadata.h"

namespace lathe {

/// `labels` are the contents of a LIST adtl chunk, or nothing. Sorted by frame.
std::vector<Marker> parseCueChunks(const Bytes& cue, const Bytes& labels);

struct CueChunks {
  Bytes cue;
  Bytes labels;  ///< "adtl" included; empty when no marker has a name or a length
};

/// `path` is for the message of the Error (Unsupported) that a marker beyond 32 bits of frames throws.
CueChunks buildCueChunks(const std::vector<Marker>& markers, const std::filesystem::path& path);

}  // namespace lathe
