// What was noted in a journal is there after the process was killed, whatever its last line looks like.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/session/journal.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "core/audio/error.h"
#include "core/session/edits.h"
#include "core/session/session_file.h"
#include "tests/support/temporary_folder.h"

namespace lathe {
namespace {

using testing::TemporaryFolder;

Track named(const std::string& title) {
  Track track;
  track.title = title;
  return track;
}

void apply(History& history, Journal& journal, const Edit& edit) {
  history.apply(edit);
  journal.noteStep(history);
}

/// Edits, an undo, and an edit that drops what was undone.
History storyIn(Journal& journal, History history) {
  apply(history, journal, addTrack(named("One")));
  apply(history, journal, addTrack(named("Two")));
  apply(history, journal, setTrackGain(1, -3.5_dB));
  history.undo();
  journal.notePosition(history);
  apply(history, journal, setTrackTitle(0, "First"));
  apply(history, journal, setTrackTitle(0, "Erstes Stück"));
  history.undo();
  journal.notePosition(history);
  return history;
}

TEST(Journal, TellsTheWholeHistoryAgain) {
  const TemporaryFolder folder;
  History history;
  history.apply(addTrack(named("Before the journal")));
  std::filesystem::path path;
  {
    Journal journal(folder / "journals", history, folder / "album.lathe");
    history = storyIn(journal, history);
    path = journal.path();
  }
  const LostSession lost = readJournal(path);
  EXPECT_EQ(lost.history, history);
  EXPECT_EQ(lost.session, folder / "album.lathe");
  EXPECT_EQ(lost.unreadLines, 0u);
}

TEST(Journal, LosesNothingWhenTheProcessIsKilled) {
  const TemporaryFolder folder;
  const pid_t child = fork();
  if (child == 0) {
    History history;
    Journal journal(folder / "journals", history, {});
    storyIn(journal, history);
    kill(getpid(), SIGKILL);
  }
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status));

  const auto lost = lostSessions(folder / "journals");
  ASSERT_EQ(lost.size(), 1u);
  EXPECT_EQ(lost[0].session, "");
  History expected;
  Journal elsewhere(folder / "elsewhere", expected, {});
  EXPECT_EQ(lost[0].history, storyIn(elsewhere, expected));
}

TEST(Journal, IsNotOfferedWhileItsSessionRuns) {
  const TemporaryFolder folder;
  Journal journal(folder.path(), History(), {});
  EXPECT_TRUE(lostSessions(folder.path()).empty());
  journal.remove();
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(Journal, ReadsUpToATornLine) {
  const TemporaryFolder folder;
  std::filesystem::path path;
  History history;
  {
    Journal journal(folder.path(), history, {});
    apply(history, journal, addTrack(named("One")));
    path = journal.path();
  }
  const auto whole = std::filesystem::file_size(path);
  {
    std::ofstream file(path, std::ios::app | std::ios::binary);
    file << R"({"step":"Set title","chan)";
  }
  const LostSession lost = readJournal(path);
  EXPECT_EQ(lost.history, history);
  EXPECT_EQ(lost.unreadLines, 1u);

  std::filesystem::resize_file(path, whole - 5);  // torn in the middle of the last step
  EXPECT_EQ(readJournal(path).history, History());
}

TEST(Journal, WithoutABeginningIsNoSession) {
  const TemporaryFolder folder;
  std::ofstream(folder / "1.journal") << "{\"format\":\"lathe-jour";
  std::ofstream(folder / "2.journal") << "";
  EXPECT_THROW(readJournal(folder / "1.journal"), Error);
  EXPECT_TRUE(lostSessions(folder.path()).empty());
}

TEST(Journal, WhenDiscardedIsKeptAside) {
  const TemporaryFolder folder;
  std::filesystem::path path;
  {
    Journal journal(folder.path(), History(), {});
    path = journal.path();
  }
  discardJournal(path);
  EXPECT_TRUE(lostSessions(folder.path()).empty());
  EXPECT_TRUE(std::filesystem::exists(folder.path() / "discarded" / path.filename()));
}

}  // namespace
}  // namespace lathe
