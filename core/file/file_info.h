// What an audio file is, without its samples.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/audio/audio_format.h"
#include "core/file/file_format.h"
#include "core/file/metadata.h"
#include "core/file/pcm_codec.h"

namespace lathe {

/// What a file is, without its samples.
struct FileInfo {
  std::filesystem::path path;
  FileFormat format;
  AudioFormat audio;
  std::uint64_t frames = 0;
  Metadata metadata;
  std::vector<std::string> warnings;  ///< one sentence each: truncated, header lies, chunk skipped
};

/// Integers that lie interleaved in a file: row c of the clip is the file's channel fileChannels[c].
struct PackedIntegers {
  PcmCoding coding = PcmCoding::S16;
  std::vector<int> fileChannels;
};

}  // namespace lathe
