// Lathe's containers and encodings in libsndfile's numbers.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/file/file_format.h"

namespace lathe {

/// SF_FORMAT_... of a format that libsndfile writes for us.
int sndfileFormat(const FileFormat& format) noexcept;
/// What an SF_INFO's format is.
FileFormat formatOfSndfile(int format) noexcept;
/// True when libsndfile decodes that format to integers without loss.
bool isIntegerSndfile(int format) noexcept;

}  // namespace lathe
