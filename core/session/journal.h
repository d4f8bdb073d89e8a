// The journal of a running session: every step is on its way to the disk before it is shown, so a crash loses nothing.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/file/byte_file.h"
#include "core/session/history.h"

namespace lathe {

/// A text file of one JSON value per line, appended to and never rewritten in place: the history as it was when the
/// journal began, then each step as the changes (RFC 6902) to the one before, each undo and each redo. A line is
/// written with one call before the noting function returns, so it survives the process; sync() makes it survive the
/// machine. While it is open it is locked, so that nobody recovers a session that is still at work.
class Journal {
 public:
  /// Begins a new journal in `folder` (made when it is not there). `session` is the saved session's path, or empty.
  /// Throws Error (Io).
  Journal(const std::filesystem::path& folder, const History& history, const std::filesystem::path& session);

  /// `history` has just had an edit applied. Throws Error (Io); the next note then begins with a whole history, so that
  /// nothing between is missing.
  void noteStep(const History& history);
  /// `history` has gone to another of its steps. Throws Error as above.
  void notePosition(const History& history);
  void sync();
  /// Removes the file: everything in it is saved, or the user does not want it. Nothing may be noted afterwards.
  void remove() noexcept;

  const std::filesystem::path& path() const noexcept { return path_; }

 private:
  void append(const std::string& line);

  std::filesystem::path path_;
  ByteFile file_;
  std::uint64_t end_ = 0;  ///< bytes of whole lines
  bool isBroken_ = false;  ///< the last write failed
};

/// A session that was not closed.
struct LostSession {
  std::filesystem::path journal;
  std::filesystem::path session;  ///< where it was saved last; empty: never
  History history;
  std::filesystem::file_time_type changed;
  std::size_t unreadLines = 0;  ///< at the end, torn by the crash
};

/// Reads a journal, up to the last line that makes sense. Throws Error (NotFound, Io; Damaged when not even its
/// beginning can be read).
LostSession readJournal(const std::filesystem::path& path);

/// The journals in a folder that no running program holds, newest first; those that cannot be read are left out.
std::vector<LostSession> lostSessions(const std::filesystem::path& folder);

/// Moves a journal into `folder`/discarded, where it stays until ten newer ones are there. Throws Error (Io).
void discardJournal(const std::filesystem::path& journal);

/// Where the program keeps them: userFolder(State)/journals.
std::filesystem::path journalFolder();

}  // namespace lathe
