// Tags of FLAC, Ogg and MP3 files, and of ID3 tags within chunks, through TagLib.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/file/byte_file.h"
#include "core/file/file_format.h"
#include "core/file/metadata.h"

namespace lathe {

/// Of a FLAC, Ogg Vorbis, Ogg Opus or MP3 file.
Metadata readFileTags(const ByteFile& file, Container container, int sampleRate);
/// Changes the file in place; tags and pictures that Lathe does not know stay. Throws Error (Damaged; Io when a write
/// failed, and then the file is spoilt: only a copy may be edited).
void storeFileTags(ByteFile& file, Container container, int sampleRate, const Metadata& metadata);

/// Sets tags by name (upper-case, as Vorbis comments call them; TXXX frames in an MP3) and removes others; all else
/// stays. Throws Error as storeFileTags does.
void changeFileTags(ByteFile& file, Container container, const std::map<std::string, std::string>& fresh,
                    const std::vector<std::string>& removed);
/// All tags of such a file by upper-case name.
std::map<std::string, std::string> readAllFileTags(const ByteFile& file, Container container);

/// An ID3v2 tag that stands in a chunk of its own.
Metadata parseId3(const Bytes& tag, int sampleRate);
/// `old` (or nothing) with our tags replaced; nothing when that leaves no tag at all.
Bytes updateId3(const Bytes& old, int sampleRate, const Metadata& metadata);

/// The tag WAVEFORMATEXTENSIBLE_CHANNEL_MASK, by which a FLAC file names speakers other than the usual ones.
std::optional<std::uint32_t> readFlacChannelMask(const ByteFile& file);
/// Throws Error (Io).
void storeFlacChannelMask(ByteFile& file, std::uint32_t mask);

}  // namespace lathe
