// Pictures for the command line: axes around a spectrogram, and PNG files.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>

#include "core/file/atomic_file.h"
#include "core/spectral/spectrogram_image.h"

namespace lathe::cli {

/// The spectrogram with its time and frequency axes, in small letters on black.
Image withAxes(const Image& picture, const SpectrogramView& view);

/// Throws Error (Exists, Io); nothing half-written stays.
void writePng(const std::filesystem::path& file, const Image& image, Overwrite overwrite);

}  // namespace lathe::cli
