// Session files: readable JSON with the session, and the history that led to it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/file/atomic_file.h"
#include "core/file/file_stamp.h"
#include "core/session/history.h"

namespace lathe {

/// The session as it is stands at the top level; "history" holds the first step whole and each further one as the
/// changes (JSON Patch, RFC 6902) from the one before. `folder` is what paths are relative to.
std::string historyToText(const History& history, const std::filesystem::path& folder);

/// A session that was read, and what its user should know of it: one sentence, or empty.
struct OpenedSession {
  History history;
  std::string warning = {};
  std::optional<FileStamp> stamp = {};  ///< of the file, as it was just before reading; none for text
};

/// Throws Error (Damaged with line and column or the member's place; Unsupported for a newer version), without a file's
/// name. When the top level was edited by hand, it is what counts: it becomes a step of its own.
/// A session without a sample rate, as they were written once, gets the one that its frames were counted at, and keeps
/// it.
OpenedSession sessionFromText(std::string_view text, const std::filesystem::path& folder);
History historyFromText(std::string_view text, const std::filesystem::path& folder);

/// Throws Error (NotFound, Damaged, Unsupported, Io) that names the file. Missing audio is no error here; see
/// checkSources().
OpenedSession openSession(const std::filesystem::path& path);
History loadSession(const std::filesystem::path& path);
/// Whole or not at all; gives the stamp of the file. To change one that is there, see session_change.h. Throws Error
/// (Exists, Io; Unsupported for what loadSession() would refuse).
FileStamp saveSession(const std::filesystem::path& path, const History& history, Overwrite overwrite);

/// What is wrong with the audio files of a session, one sentence each: missing, or not the audio it was.
/// `readsAll`: compare hashes too, which reads every file whole.
std::vector<std::string> checkSources(const Session& session, bool readsAll);

}  // namespace lathe
