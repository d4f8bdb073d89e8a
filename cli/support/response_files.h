// Where the commands of lathe ir find impulse responses, and how they write them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <string>

#include "cli/terminal/context.h"
#include "core/room/response_library.h"

namespace lathe::cli {

/// The folder of the user's own responses.
std::filesystem::path responseFolder();

/// A file, else a built-in response (at 48 kHz), else one of the library. Throws Error (NotFound and what reading
/// throws; Cancelled when stopped).
LoadedResponse namedResponse(const std::string& name, const Progress& progress = {});

/// Container by the extension. Throws Error (Exists, Unsupported, Io).
void writeResponse(const std::filesystem::path& path, const AudioBuffer& samples, int sampleRate,
                   const std::string& bits, Context& context);

}  // namespace lathe::cli
