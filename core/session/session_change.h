// Changing a session file that others may change at the same time: nothing that one of them saved is lost.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>

#include "core/audio/error.h"
#include "core/file/file_stamp.h"
#include "core/file/write_lock.h"
#include "core/session/session_file.h"

namespace lathe {

/// Thrown instead of overwriting what another program has written into a session since it was read.
class SessionChanged : public Error {
 public:
  explicit SessionChanged(const std::filesystem::path& path);
};

/// Reads the session, lets `change` change it and saves it, all under the file's lock: several who do so at once work
/// one after the other, each on what the one before has saved. Nothing is written when `change` throws. Throws Error as
/// loadSession(), saveSession() and WriteLock do, and SessionChanged when a program that knows no locks came between. Gives
/// the history as it was saved, with the warning of reading and the stamp of what was written.
OpenedSession changeSession(const std::filesystem::path& path, const std::function<void(History&)>& change);

/// Saves over the file that `known` describes (nothing: over whatever is there), under its lock, for which it waits
/// that long; gives the stamp of what was written. A file that has gone is written anew. Throws SessionChanged when the file is another one, and Error as
/// saveSession() does.
FileStamp saveOver(const std::filesystem::path& path, const History& history, const std::optional<FileStamp>& known,
                   std::chrono::milliseconds patience = kWriterPatience);

}  // namespace lathe
