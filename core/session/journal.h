// The journal of a running session: every step is on its way to the disk before it is shown, so a crash loses nothing.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/file/byte_file.h"
#include "core/file/file_stamp.h"
#include "core/session/history.h"
#include "core/session/journal_sync.h"
#include "core/work/progress.h"

namespace lathe {

/// How a journal reaches the disk; both throw Error (Io).
struct JournalDisk {
  std::function<void(int descriptor)> syncFile;
  std::function<void(const std::filesystem::path&)> syncFolder;

  static JournalDisk real();
};

/// A text file of one JSON value per line, appended to and never rewritten in place: the history as it was when the
/// journal began, then each step as the changes (RFC 6902) to the one before, each undo and each redo. A line is
/// written with one call before the noting function returns, so it survives the process; a thread of its own then brings
/// it to the disk within a second (SyncPlan), so it survives the machine. The noting functions wait for no disk. While
/// it is open it is locked, so that nobody recovers a session that is still at work.
class Journal {
 public:
  /// Begins a new journal in `folder` (made when it is not there). `session` is the saved session's path, or empty, and
  /// `stamp` what its file was when it was opened or saved. Throws Error (Io).
  Journal(const std::filesystem::path& folder, const History& history, const std::filesystem::path& session,
          const std::optional<FileStamp>& stamp = {}, JournalDisk disk = JournalDisk::real());

  /// `history` has just had an edit applied. Throws Error (Io); the next note then begins with a whole history, so that
  /// nothing between is missing. A sync that failed meanwhile is told in the same way.
  void noteStep(const History& history);
  /// `history` has gone to another of its steps. Throws Error as above.
  void notePosition(const History& history);
  /// Waits until all of it is on the disk. Throws Error (Io).
  void sync();
  /// Removes the file: everything in it is saved, or the user does not want it. Nothing may be noted afterwards.
  void remove() noexcept;

  const std::filesystem::path& path() const noexcept { return path_; }

 private:
  void append(const std::string& line);
  void startSyncing();

  JournalDisk disk_;
  std::vector<std::filesystem::path> folders_;  ///< that have to be synced for the file's name
  std::filesystem::path path_;
  ByteFile file_;
  std::uint64_t end_ = 0;  ///< bytes of whole lines
  bool isBroken_ = false;  ///< the last write or sync failed
  std::unique_ptr<JournalSync> sync_;
};

/// A session that was not closed.
struct LostSession {
  std::filesystem::path journal;
  std::filesystem::path session;  ///< where it was saved last; empty: never
  History history;
  std::filesystem::file_time_type changed;
  std::size_t unreadLines = 0;          ///< at the end, torn by the crash
  std::optional<FileStamp> stamp = {};  ///< of the saved session when the journal began
};

/// A journal that cannot be read, and why.
struct UnreadJournal {
  std::filesystem::path journal;
  std::string sentence;
};

/// What reading a journal may cost.
struct ReplayLimits {
  std::uint64_t bytes = 2ull << 30;  ///< of memory for all steps, beyond what they share
};

/// Reads a journal, up to the last line that makes sense: one of changes that we do not write (copies, which double a
/// document at each line) or beyond the limits makes none. Throws Error (NotFound, Io, Cancelled; Damaged when not even
/// its beginning can be read).
LostSession readJournal(const std::filesystem::path& path, const ReplayLimits& limits = {},
                        const Progress& progress = {});

/// The journals in a folder that no running program holds, newest first. Those that cannot be read are left out, and named in
/// `unread`, but for one whose beginning was never written whole. Throws Error (Cancelled).
std::vector<LostSession> lostSessions(const std::filesystem::path& folder, std::vector<UnreadJournal>* unread = nullptr,
                                      const Progress& progress = {});

/// Moves a journal into `folder`/discarded, where it stays until ten newer ones are there. Throws Error (Io).
void discardJournal(const std::filesystem::path& journal);

/// Where the program keeps them: userFolder(State)/journals.
std::filesystem::path journalFolder();

}  // namespace lathe
