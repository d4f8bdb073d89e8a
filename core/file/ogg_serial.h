// The serial number of an Ogg stream, made the same each time the same audio is written.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/file/byte_file.h"

namespace lathe {

/// libsndfile draws the number at random; this one is a checksum of the packets, so that the same input gives the same
/// bytes and streams of different audio still differ. Throws Error (Io, Damaged).
void setOggSerialFromContents(ByteFile& file);

}  // namespace lathe
