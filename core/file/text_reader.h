// The one way to read a whole text file: regular files only, of a bounded size.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace lathe {

/// Bytes of the longest text file that is read: no session, preset, specification or index needs more.
constexpr std::uint64_t kLongestText = 256u << 20;

/// Never waits and never takes more than `limit` bytes: a pipe, a device or a socket is refused before anything is read
/// from it, and a file that grows while it is read is refused at the limit.
/// Throws Error (NotFound, Io; Unsupported for what is no regular file; Damaged above `limit`).
std::string readWholeText(const std::filesystem::path& path, std::uint64_t limit = kLongestText);

}  // namespace lathe
