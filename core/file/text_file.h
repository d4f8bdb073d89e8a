// Whole text files, and errors that name them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <string>

#include "core/audio/error.h"

namespace lathe {

/// Throws Error as readWholeText() does.
std::string readTextFile(const std::filesystem::path& path);

/// Calls read(); what it throws as Damaged or Unsupported gets the file's name in front.
template <class Read>
auto withFileName(const std::filesystem::path& path, const std::string& what, Read read) {
  try {
    return read();
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::Damaged && error.kind() != ErrorKind::Unsupported) throw;
    throw Error(error.kind(), what + " " + path.string() + " cannot be read: " + error.what());
  }
}

}  // namespace lathe
