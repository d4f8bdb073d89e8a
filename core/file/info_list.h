// The LIST INFO chunk: titles and the like in WAV files.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/file/byte_order.h"
#include "core/file/metadata.h"

namespace lathe {

/// Four-letter names and texts, in file order.
using InfoList = std::vector<std::pair<std::string, std::string>>;

/// `chunk` is a LIST chunk's contents, its "INFO" included.
InfoList parseInfoList(const Bytes& chunk);
Bytes buildInfoList(const InfoList& entries);

/// INAM, IART, IPRD, IGNR, ICRD, ITRK, ICMT, ICOP; and ISRC, where it looks like an ISRC (the RIFF books of 1991 call
/// it "source", so other texts there are left alone).
void readInfo(const InfoList& entries, Metadata& metadata);
/// Our entries replaced, others kept.
InfoList updatedInfo(const InfoList& old, const Metadata& metadata);

}  // namespace lathe
