// Metadata as a flat list of names and texts, as Vorbis comments, ID3 and Core Audio keep it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/file/metadata.h"

namespace lathe {

/// By upper-case name, as Vorbis comments call it: TITLE, ARTIST, ALBUM, GENRE, DATE, TRACKNUMBER, COMMENT, COPYRIGHT,
/// ISRC. A marker is CHAPTERnnn=hh:mm:ss.mmm and CHAPTERnnnNAME, which other programs read, and beside it
/// LATHE_MARKERnnn="frame length", because milliseconds do not name a sample. When the two contradict each other
/// (somebody else moved the chapter), the chapter counts.
using FlatTags = std::map<std::string, std::string>;

FlatTags toFlatTags(const Metadata& metadata, int sampleRate);
Metadata fromFlatTags(const FlatTags& tags, int sampleRate);
/// True for a name that toFlatTags may give: such tags are replaced, others are kept.
bool isOwnTag(std::string_view name);

}  // namespace lathe
