// SHA-256 of a file's bytes: is it still the same file?
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <span>
#include <string>

#include "core/work/progress.h"

namespace lathe {

/// 64 lower-case hexadecimal digits. The file is streamed. Throws Error (NotFound, Unsupported, Io;
/// Cancelled when stopped).
std::string sha256OfFile(const std::filesystem::path& path, const Progress& progress = {});
/// Of what `read` gives until it gives nothing more; it fills what it is given from the front and says how far. `what`:
/// for the message when the library refuses. Throws Error (Io) and what `read` throws.
std::string sha256OfStream(const std::function<std::size_t(std::span<std::byte>)>& read, const std::string& what);
std::string sha256OfBytes(std::span<const std::byte> bytes);

}  // namespace lathe
