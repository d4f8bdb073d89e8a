// The system's reason as a sentence.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/folder.h"

#include <system_error>

#include "core/audio/error.h"
#include "core/file/byte_file.h"

namespace lathe {

void makeFolder(const std::filesystem::path& folder) {
  std::error_code failed, ignored;
  std::filesystem::create_directories(folder, failed);
  if (!failed || std::filesystem::is_directory(folder, ignored)) return;
  throw Error(ErrorKind::Io, "the folder " + quoted(folder) + " cannot be made: " + systemReason(failed.value()));
}

}  // namespace lathe
