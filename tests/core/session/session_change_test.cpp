// Whoever changes a session file changes what the others have saved: nothing that was saved is lost.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/session/session_change.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "core/session/edits.h"
#include "core/session/session_file.h"
#include "tests/support/temporary_folder.h"

namespace lathe {
namespace {

using testing::fileBytes;
using testing::TemporaryFolder;

Edit addNamed(const std::string& title) {
  Track track;
  track.title = title;
  return addTrack(track);
}

std::filesystem::path savedSession(const TemporaryFolder& folder) {
  History history;
  history.apply(addNamed("First"));
  saveSession(folder / "s.lathe", history, Overwrite::No);
  return folder / "s.lathe";
}

TEST(SessionChange, OfSeveralAtOnceAllStay) {
  const TemporaryFolder folder;
  const auto file = savedSession(folder);
  constexpr int kWriters = 5, kEdits = 6;
  {
    std::vector<std::jthread> writers;
    for (int i = 0; i < kWriters; ++i)
      writers.emplace_back([&] {
        for (int n = 0; n < kEdits; ++n) changeSession(file, [](History& history) { history.apply(addNamed("More")); });
      });
  }
  EXPECT_EQ(loadSession(file).session().tracks.size(), 1u + kWriters * kEdits);
  EXPECT_EQ(folder.names().size(), 1u) << "no lock is left beside the session";
}

TEST(SessionChange, WritesNothingWhenTheEditMakesNoSense) {
  const TemporaryFolder folder;
  const auto file = savedSession(folder);
  const std::string before = fileBytes(file);
  EXPECT_THROW(changeSession(file, [](History& history) { history.apply(removeTrack(7)); }), Error);
  EXPECT_EQ(fileBytes(file), before);
}

TEST(SessionChange, RefusesToOverwriteWhatAnotherProgramHasWritten) {
  const TemporaryFolder folder;
  const auto file = savedSession(folder);
  OpenedSession opened = openSession(file);
  changeSession(file, [](History& history) { history.apply(addNamed("Of another")); });
  const std::string theirs = fileBytes(file);
  opened.history.apply(addNamed("Mine"));
  EXPECT_THROW(saveOver(file, opened.history, opened.stamp), SessionChanged);
  EXPECT_EQ(fileBytes(file), theirs);
  const FileStamp stamp = saveOver(file, opened.history, {});
  EXPECT_EQ(loadSession(file), opened.history) << "asked to";
  opened.history.apply(addNamed("And more"));
  EXPECT_NO_THROW(saveOver(file, opened.history, stamp)) << "what it has written itself is no change of another's";
}

TEST(SessionChange, SeesAnEditorThatKnowsNoLocks) {
  const TemporaryFolder folder;
  const auto file = savedSession(folder);
  EXPECT_THROW(changeSession(file,
                             [&](History& history) {
                               history.apply(addNamed("Mine"));
                               testing::writeBytes(file, "written by hand, in place");
                             }),
               SessionChanged);
  EXPECT_EQ(fileBytes(file), "written by hand, in place");
}

TEST(SessionChange, WritesAFileAnewThatHasGone) {
  const TemporaryFolder folder;
  const auto file = savedSession(folder);
  const OpenedSession opened = openSession(file);
  std::filesystem::remove(file);
  saveOver(file, opened.history, opened.stamp);
  EXPECT_EQ(loadSession(file), opened.history);
}

}  // namespace
}  // namespace lathe
